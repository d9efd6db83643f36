"""The pack format: one strict schema, in the corners that one can read singly.

`types` has single values, `parts` the mappings inside records, `sections` one
class per kind of record, `fields` the same as a table for whoever walks over
records, `validate` holds a record against its class and words what is wrong,
`schema` publishes it all as JSON Schema.
"""
