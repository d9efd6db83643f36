"""What cannot be, asked of the world of all packs: one module a corner, `everything` asks all."""
