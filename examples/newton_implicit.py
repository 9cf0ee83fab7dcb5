"""Differentiates Newton's method through its loop, and implicitly, and compares them.

The equations are those of Bratu, -u'' = c exp(u) between walls where u is 0: a body that burns, and the
faster the hotter it is. Beyond a certain c there is no solution. The derivative of the temperature by c comes
from reverse mode through all iterations of a `while_loop`, or from the implicit function theorem by
`lax.custom_root`. Run `python examples/newton_implicit.py --help`.
"""

import argparse
import time

import matplotlib
import numpy as np

import covector as cv
import covector.numpy as cnp
from covector import lax

matplotlib.use("Agg")
from matplotlib import pyplot as plt


def residual(u, c):
    """By how much the equations between the walls do not hold."""
    padded = cnp.pad(u, 1)
    width = 1 / (len(u) + 1)
    return (padded[:-2] - 2 * u + padded[2:]) / width**2 + c * cnp.exp(u)


def newton(f, u, most):
    """Newton's iterations until nothing changes, or so many of them; and their number."""

    def improve(state):
        u, _, count = state
        change = cnp.linalg.solve(cv.jacfwd(f)(u), f(u))
        return u - change, cnp.max(cnp.abs(change)), count + 1

    def far(state):
        return (state[1] > 1e-10) & (state[2] < most)

    u, _, count = lax.while_loop(far, improve, (u, cnp.ones(()), 0))
    return u, count


def through_the_loop(c, start, most=50):
    """The solution; derivatives go through the iterations."""
    return newton(lambda u: residual(u, c), start, most)[0]


def implicitly(c, start, most=50):
    """The solution; derivatives are those of the equations where they hold."""
    return lax.custom_root(
        lambda u: residual(u, c),
        start,
        lambda f, u: newton(f, u, most)[0],
        lambda g, y: cnp.linalg.solve(cv.jacfwd(g)(y), y),
    )


def start_of(points, theta):
    """The c and the solution of Bratu's equation, before it is divided in points, that belong to theta.

    Of two solutions for the same c the cooler one has a theta below 4.8, the hotter one above.
    """
    x = cnp.linspace(0, 1, points + 2)[1:-1]
    u = -2 * cnp.log(cnp.cosh((x - 0.5) * theta / 2) / cnp.cosh(theta / 4))
    return theta**2 / (2 * cnp.cosh(theta / 4) ** 2), u


def hottest(solution):
    """A function of c and of the start: the temperature in the middle, and its derivative by c."""

    def middle(c, start, most=50):
        return solution(c, start, most)[len(start) // 2]

    return cv.jit(cv.value_and_grad(middle), static_argnums=2)


def seconds_of(function, *args):
    """The least of several runs."""
    times = []
    for _ in range(5):
        begin = time.perf_counter()
        cv.block_until_ready(function(*args))
        times.append(time.perf_counter() - begin)
    return min(times)


def curve(points):
    """Solutions for many c, with derivatives, as lanes of one batch: c, temperature and slope."""
    thetas = np.linspace(0.6, 11.0, 105)
    thetas = cnp.asarray(thetas[abs(thetas - 4.8) > 0.2])  # where both meet, the slope is infinite
    rates, starts = cv.vmap(lambda theta: start_of(points, theta))(thetas)
    one = cv.value_and_grad(lambda c, start: implicitly(c, start)[points // 2])
    return [np.asarray(x) for x in (rates, *cv.jit(cv.vmap(one))(rates, starts))]


def picture(path, points, errors, branch):
    """The two solutions for every c with their slopes, some temperatures, and the errors by iterations."""
    figure, axes = plt.subplots(1, 3, figsize=(13, 3.8), layout="constrained")
    axes[0].plot(branch[0], branch[1], label="temperature")
    for c, y, slope in list(zip(*branch, strict=True))[4::9]:
        reach = 0.25 / np.hypot(1, slope / 2)  # segments of one length on paper
        ends = np.array([-reach, reach])
        line = axes[0].plot(c + ends, y + slope * ends, color="black", lw=2)
    line[0].set_label("slopes by grad")
    axes[0].set(xlabel="c", ylabel="temperature in the middle", title="two solutions for every c")
    axes[0].legend()
    x = np.linspace(0, 1, points + 2)
    for theta in (1.0, 2.0, 3.0, 4.0, 5.5, 7.0, 8.5, 10.0):
        c, start = start_of(points, theta)
        u = np.pad(np.asarray(implicitly(c, start)), 1)
        axes[1].plot(x, u, color="tab:blue" if theta < 4.8 else "tab:red", label=f"c = {float(c):.2f}")
    axes[1].set(xlabel="x", ylabel="temperature", title="cool and hot solutions")
    axes[1].legend(fontsize=7, ncols=2)
    for name, values in errors.items():
        axes[2].semilogy(range(1, len(values) + 1), np.maximum(values, 1e-17), "o-", label=name)
    axes[2].set(xlabel="iterations", title="relative errors at c = 3")
    axes[2].legend()
    for each in axes:
        each.grid(alpha=0.3)
    figure.savefig(path, dpi=120)
    plt.close(figure)


def main(arguments=None):
    """Compares both derivatives, and writes the picture; gives their difference."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--points", type=int, default=63, help="unknowns of the equations")
    parser.add_argument("--output", default="newton_implicit.png", help="file of the picture")
    options = parser.parse_args(arguments)

    with cv.enable_x64():
        c, start = 3.0, cnp.zeros(options.points)
        loop, implicit = hottest(through_the_loop), hottest(implicitly)
        (value, by_loop), (_, by_theorem) = loop(c, start), implicit(c, start)
        step = 1e-4
        difference = (float(loop(c + step, start)[0]) - float(loop(c - step, start)[0])) / (2 * step)
        count = newton(lambda u: residual(u, c), start, 50)[1]
        print(f"temperature in the middle for c = {c}: {float(value):.10f}, after {int(count)} iterations")
        for name, function, slope in [
            ("through the loop", loop, by_loop),
            ("implicitly", implicit, by_theorem),
        ]:
            milliseconds = seconds_of(function, c, start) * 1e3
            print(f"its derivative {name:16}  {float(slope):.10f}, {milliseconds:.2f} ms")
        print(f"its derivative by differences    {difference:.10f}")
        plain = cv.jit(lambda c, start: through_the_loop(c, start)[0])
        print(f"the solution alone takes {seconds_of(plain, c, start) * 1e3:.2f} ms")

        errors = {"temperature": [], "derivative through the loop": [], "derivative implicitly": []}
        for most in range(1, int(count) + 1):
            (u, a), (_, b) = loop(c, start, most), implicit(c, start, most)
            for row, got, want in zip(errors.values(), (u, a, b), (value, by_loop, by_loop), strict=True):
                row.append(abs(float(got) / float(want) - 1))
        picture(options.output, options.points, errors, curve(options.points))
        print(f"picture: {options.output}")
    return abs(float(by_loop) - float(by_theorem))


if __name__ == "__main__":
    main()
