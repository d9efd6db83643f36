"""What cannot be, in a database as it is: the rows read once, and one file a kind of reasoning."""
