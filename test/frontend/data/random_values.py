"""Calls of `covector.random`, and how their values in JAX were written to random_values.json.

`python random_values.py` writes that file again; it needs JAX.
"""

import json
import zlib
from pathlib import Path

import numpy as np

FILE = Path(__file__).with_suffix(".json")
SHAPES = ("()", "(1,)", "(5,)", "(3, 4)", "(1001,)", "(0,)")


def calls() -> list[tuple[str, bool]]:
    """Expressions in `random` and `cnp`, and whether 64-bit dtypes are on."""
    wide = []
    narrow = []
    for seed in (0, 1, 42, 1234, -1, 2**31 - 1, -(2**31)):
        narrow += [
            f"random.PRNGKey({seed})",
            f"random.key_data(random.key({seed}))",
            f"random.bits(random.key({seed}), (7,))",
            f"random.normal(random.PRNGKey({seed}), (9,))",
            f"random.uniform(random.key({seed}), (9,))",
        ]
    wide += ["random.PRNGKey(2**40 + 7)", "random.PRNGKey(-5)"]
    narrow += [f"random.split(random.PRNGKey(0), {n})" for n in (1, 2, 3, 10, 1000)]
    narrow += ["random.split(random.PRNGKey(3), (2, 3))", "random.key_data(random.split(random.key(7)))"]
    narrow += [f"random.fold_in(random.PRNGKey(5), {d})" for d in (0, 1, 12345, 2**31 - 1)]
    for s in SHAPES:
        narrow += [f"random.bits(random.key(11), {s}, '{t}')" for t in ("uint8", "uint16", "uint32")]
        wide += [f"random.bits(random.key(11), {s}, 'uint64')"]
        for t in ("float16", "bfloat16", "float32"):
            narrow += [f"random.uniform(random.key(12), {s}, '{t}')"]
            narrow += [f"random.normal(random.key(13), {s}, '{t}')"]
        wide += [f"random.uniform(random.key(12), {s}, 'float64')"]
        wide += [f"random.normal(random.key(13), {s}, 'float64')"]
        wide += [f"random.randint(random.key(14), {s}, -2**40, 2**40, 'int64')"]
        narrow += [
            f"random.normal(random.key(13), {s}, 'complex64')",
            f"random.uniform(random.key(12), {s}, minval=-2.5, maxval=7.0)",
            f"random.randint(random.key(14), {s}, 0, 10)",
            f"random.randint(random.key(14), {s}, -1000, 1000)",
            f"random.randint(random.key(14), {s}, -100, 100, 'int8')",
            f"random.randint(random.key(14), {s}, 0, 50000, 'uint16')",
            f"random.randint(random.key(14), {s}, 5, 5)",
            f"random.randint(random.key(14), {s}, -2**31, 2**31 - 1)",
            f"random.bernoulli(random.key(15), 0.3, {s})",
        ]
    table = "cnp.arange(24.0).reshape(6, 4)"
    narrow += [
        "random.bernoulli(random.key(16))",
        "random.bernoulli(random.key(16), cnp.array([0.1, 0.5, 0.9]))",
        "random.uniform(random.key(1), (4,), minval=cnp.arange(4.0), maxval=10.0)",
        "random.randint(random.key(1), (4,), cnp.arange(4), 10)",
        f"random.permutation(random.key(18), {table})",
        f"random.permutation(random.key(18), {table}, axis=1)",
        f"random.permutation(random.key(18), {table}, axis=1, independent=True)",
        "random.normal(random.fold_in(random.split(random.key(0), 3)[1], 9), (2, 3))",
    ]
    narrow += [f"random.permutation(random.key(17), {n})" for n in (0, 1, 2, 10, 1000)]
    return [(call, False) for call in narrow] + [(call, True) for call in wide]


def packed(values: np.ndarray) -> list:
    """Type, shape, the first elements' bytes, and a checksum of all."""
    data = np.ascontiguousarray(values)
    head = data.ravel()[:4].tobytes().hex()
    return [values.dtype.name, list(values.shape), head, zlib.crc32(data.tobytes())]


def main() -> None:
    """Writes the file."""
    import jax
    import jax.numpy
    from jax import random

    lines = []
    for call, x64 in calls():
        with jax.enable_x64(x64):
            value = eval(call, {"random": random, "cnp": jax.numpy})
            lines.append(json.dumps([call, x64, *packed(np.asarray(value))], separators=(",", ":")))
    source = json.dumps(f"JAX {jax.__version__} with jax_threefry_partitionable")
    FILE.write_text(f'{{"source":{source},"cases":[\n' + ",\n".join(lines) + "\n]}\n")


if __name__ == "__main__":
    main()
