"""Several Python threads call the same functions."""

import concurrent.futures
import threading

import numpy as np

import covector as cv
import covector.numpy as cnp

THREADS = 8


def in_threads(function, count=THREADS):
    """What the function gives for each number, called at the same time."""
    start = threading.Barrier(count)

    def call(number):
        start.wait()
        return function(number)

    with concurrent.futures.ThreadPoolExecutor(count) as pool:
        return list(pool.map(call, range(count)))


def test_one_jitted_function():
    f = cv.jit(lambda x: cnp.sum(cnp.sin(x) ** 2) + x[0])

    def work(number):
        x = np.full(1000, number, np.float32)
        return [float(f(x)) for _ in range(50)]

    for number, values in enumerate(in_threads(work)):
        expected = 1000 * np.sin(number) ** 2 + number
        np.testing.assert_allclose(values, expected, rtol=1e-4, atol=1e-3)


def test_first_calls_at_once():
    f = cv.jit(lambda x: cnp.tanh(x) * 7.0625)
    results = in_threads(lambda number: f(cnp.full((5,), float(number))))
    for number, result in enumerate(results):
        np.testing.assert_allclose(result, np.full(5, np.tanh(number) * 7.0625), rtol=1e-6)


def test_compiling_different_functions():
    def work(number):
        return [float(cv.jit(lambda x, c=number * 100 + i: cnp.cos(x) * c + c)(0.0)) for i in range(10)]

    for number, values in enumerate(in_threads(work)):
        assert values == [2.0 * (number * 100 + i) for i in range(10)]


def test_derivatives_and_eager_operations():
    def work(number):
        x = float(number)
        gradient = cv.grad(lambda x: x**3 if x > 2 else x**2)(x)
        batch = cv.vmap(cv.grad(lambda x: x * x * number))(cnp.arange(4.0))
        return float(gradient), batch.tolist(), (cnp.arange(3) + number).tolist()

    for number, (gradient, batch, eager) in enumerate(in_threads(work)):
        assert gradient == (3 * number**2 if number > 2 else 2 * number)
        assert batch == [2.0 * i * number for i in range(4)]
        assert eager == [number, number + 1, number + 2]


def test_errors_stay_in_their_thread():
    def work(number):
        if number % 2:
            try:
                cv.jit(lambda x: x if x > 0 else -x)(1.0)
            except cv.errors.TracerBoolConversionError:
                return "refused"
        return float(cv.jit(cnp.add)(number, 1))

    assert in_threads(work) == ["refused" if n % 2 else n + 1.0 for n in range(THREADS)]


def test_kernels_run_without_the_gil():
    x = cnp.ones((3000, 3000))
    f = cv.jit(lambda x: cnp.sum(cnp.sin(cnp.exp(cnp.tanh(x))) @ cnp.ones(3000)))
    f(x).block_until_ready()
    ticks = 0
    done = threading.Event()

    def tick():
        nonlocal ticks
        while not done.is_set():
            ticks += 1

    thread = threading.Thread(target=tick)
    thread.start()
    before = ticks
    for _ in range(5):
        f(x).block_until_ready()
    during = ticks - before
    done.set()
    thread.join()
    # With the GIL held, the other thread would move on only between calls: a few times 5 ms.
    assert during > 1000
