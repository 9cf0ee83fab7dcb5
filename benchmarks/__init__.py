"""Measurements against JAX, side by side in one run.

    python -m benchmarks                  calls, compilation and common work
    python -m benchmarks.operations       single operations, against NumPy too
    python -m benchmarks.loops            values and gradients of programs with loops
    python -m benchmarks.loop_memory      memory of gradients of long loops, with checkpoints
    python -m benchmarks.debug_nans       what debug_nans costs, and how long it takes to find a NaN
    python -m benchmarks.compile_growth   compilation by order of derivative and depth of loops
    python -m benchmarks.accuracy         errors of functions, against exact values

`make bench` runs the first three.
"""
