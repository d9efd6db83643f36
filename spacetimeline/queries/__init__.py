"""Questions: the filter table, Query, and one file per subject.

A subject (`launches`, `people` …) says once what its rows hold (`fields.py`)
and what may be asked of them (`filters.py`). From that one description come the
two ways out: flat rows straight from SQL, and records through the ORM.
"""
