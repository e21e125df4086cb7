"""Image rights: what authors declare, the register that keeps it, and what ends it."""
