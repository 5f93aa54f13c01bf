"""What every process of ours needs at its door: limits, metrics, logs without words.

Valid on Python 3.10, because Rasa's process uses it too; imports nothing else of ours.
"""
