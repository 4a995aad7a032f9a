"""Questions to a store. Each is asked once in a run; everybody shares the answer."""
