"""Memory that cannot be had is a MemoryError, after which the process goes on.

Each test limits the address space of a process of its own.
"""

import subprocess
import sys
import textwrap

import pytest

PROLOGUE = """
import resource

import numpy as np

import covector as cv
import covector.numpy as cnp


def limit(mebibytes):
    # The address space may grow by so much.
    with open("/proc/self/statm") as file:
        size = int(file.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (size + (mebibytes << 20), resource.RLIM_INFINITY))


def missing(function, *arguments):
    # What the MemoryError says.
    try:
        function(*arguments)
    except MemoryError as error:
        return str(error)
    raise AssertionError("no MemoryError")


x = cnp.linspace(0.1, 0.9, 1024)


def total(x, n, checkpoint=None):
    def step(carry):
        return carry[0] + 1, cnp.sin(carry[1]) * 1.01

    loop = cv.lax.while_loop
    return cnp.sum(loop(lambda carry: carry[0] < n, step, (0, x), checkpoint=checkpoint)[1])
"""


def run(text):
    """Runs a program in a process of its own, which must end well."""
    program = PROLOGUE + textwrap.dedent(text)
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr


def test_tape_of_a_while_loop():
    run("""
        gradient = cv.jit(cv.grad(total))
        wanted = np.asarray(gradient(x, 10))
        limit(300)
        for _ in range(20):
            message = missing(gradient, x, 10_000_000)
            assert "65536 times 4096 bytes" in message and "checkpoint" in message, message
        # What the loop had is given back.
        np.testing.assert_array_equal(gradient(x, 10), wanted)
        assert float(cnp.sum(cnp.zeros(50 << 20))) == 0
    """)


def test_stack_of_a_loop_of_computed_length():
    run("""
        def power(x, n):
            return cnp.sum(cv.lax.fori_loop(0, n, lambda i, x: cnp.sin(x) * 1.01, x))

        gradient = cv.jit(cv.grad(power))
        wanted = np.asarray(gradient(x, 10))
        limit(300)
        message = missing(gradient, x, 10_000_000)
        assert "10000000 times" in message and "checkpoint" in message, message
        np.testing.assert_array_equal(gradient(x, 10), wanted)
    """)


def test_checkpoints_do_with_the_same_memory():
    run("""
        def run(x, checkpoint):
            step = lambda c, _: (cnp.sin(c) * 1.01, None)
            return cnp.sum(cv.lax.scan(step, x, None, length=100_000, checkpoint=checkpoint)[0])

        limit(300)
        message = missing(cv.jit(cv.grad(lambda x: run(x, None))), x)
        assert "bytes of temporaries" in message, message
        assert np.isfinite(np.asarray(cv.jit(cv.grad(lambda x: run(x, "sqrt")))(x))).all()
    """)


def test_program_within_a_program():
    """The memory of the outer program is its own."""
    run("""
        gradient = cv.jit(cv.grad(total))
        gradient(x, 10)
        found = []

        def inside(x):
            found.append(missing(gradient, x, 10_000_000))
            return np.asarray(x)

        def outer(x, n):
            def step(carry):
                i, x = carry
                return i + 1, cnp.sin(x) * 1.01

            y = cv.lax.while_loop(lambda carry: carry[0] < n, step, (0, x))[1]
            return cnp.sum(y), y

        def value(x):
            y, vjp = cv.vjp(lambda x: outer(x, 100), x)
            z = cv.pure_callback(inside, cv.ShapeDtypeStruct(x.shape, x.dtype), y[1])
            return vjp((y[0], z))[0]

        function = cv.jit(value)
        limit(300)
        got = np.asarray(function(x))
        assert len(found) == 1 and "checkpoint" in found[0], found
        assert np.isfinite(got).all()
    """)


@pytest.mark.parametrize(
    ("program", "words"),
    [
        ("lambda: cnp.ones((1 << 20, 1 << 20))", "float32[1048576,1048576], 4398046511104 bytes"),
        ("lambda: cnp.sum(cnp.sort(x[0] * cnp.ones((1 << 20, 1 << 20))))", "bytes of temporaries"),
        ("lambda: x[0] + cnp.zeros(1 << 40, dtype=bool)", "float32[1099511627776]"),
    ],
)
def test_arrays_of_programs(program, words):
    run(f"""
        limit(1000)
        message = missing(cv.jit({program}))
        assert {words!r} in message, message
        assert float(cnp.sum(cnp.ones(10))) == 10
    """)


def test_libraries():
    """What a library works in: the limit tightens until there is no room for that or the results."""
    run("""
        function = cv.jit(cnp.fft.fft)
        data = cnp.asarray(np.random.default_rng(0).normal(size=1 << 21).astype(np.float32))
        wanted = np.asarray(function(data))
        messages = []
        for mebibytes in range(40, -1, -1):
            limit(mebibytes)
            try:
                got = function(data)
            except MemoryError as error:
                messages.append(str(error))
            resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY,) * 2)
            np.testing.assert_allclose(got, wanted, rtol=1e-3)
        assert messages and all("no memory left for" in message for message in messages), messages
        assert any("works in" in message for message in messages), set(messages)
    """)
