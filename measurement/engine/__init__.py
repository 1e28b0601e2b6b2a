"""What figures allow to compute and to say: pure Python over exact numbers, without Django or a database.

Nothing here words a sentence: it gives keys and facts, and pages say them.
"""
