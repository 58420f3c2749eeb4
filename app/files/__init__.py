"""Evidence and documents behind one small storage interface: what is stored, where its bytes lie, how it is answered."""
