"""The room of monthly reviews: drafted from facts, judged by people, confirmed by both sides, then frozen."""
