"""Control flow of Python captured: ``if``, ``while`` and ``for`` on traced values become branches and loops.

A function is rewritten once, before it is traced. ``sources`` finds its syntax tree; ``analysis``
says which variables are read later; ``jumps`` turns ``break``, ``continue`` and ``return`` into
flags; ``rewriting`` makes functions of the blocks of statements, and hands them to ``runtime``, which
decides while the program is traced whether a statement runs as Python, or as one of ``lax``
(``branches`` and ``loops`` here). ``conversion`` puts the function together again. ``advice`` writes
what errors about traced conditions suggest.
"""

from covector.capture import advice as _advice
from covector.capture.conversion import capture as capture

_advice.install()
