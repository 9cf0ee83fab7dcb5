"""Wrong calls of functions with derivative rules, and of solvers."""

from wrong_calls import wrong

import covector as cv
import covector.numpy as cnp


def with_jvp(rule):
    f = cv.custom_jvp(lambda x: 2 * x)
    f.defjvp(rule)
    return f


def with_vjp(forward, backward):
    f = cv.custom_vjp(lambda x: 2 * x)
    f.defvjp(forward, backward)
    return f


@wrong(TypeError, "custom_jvp: expected a callable", "got 3")
def custom_jvp_of_a_number():
    cv.custom_jvp(3)  # here


@wrong(AttributeError, "No JVP defined for custom_jvp function <lambda>", "defjvp")
def custom_jvp_without_rule():
    cv.custom_jvp(lambda x: x)(1.0)  # here


@wrong(TypeError, "Custom JVP rule <lambda> for function <lambda>", "pair", "primal")
def custom_jvp_rule_of_one_result():
    cv.grad(with_jvp(lambda primals, tangents: primals[0]))(1.0)  # here


@wrong(TypeError, "Custom JVP rule", r"Expected float32\[\]", r"got float32\[3\]")
def custom_jvp_rule_of_another_shape():
    cv.grad(with_jvp(lambda primals, tangents: (primals[0], cnp.ones(3))))(1.0)  # here


@wrong(AttributeError, "No VJP defined for custom_vjp function <lambda>", "defvjp")
def custom_vjp_without_rule():
    cv.custom_vjp(lambda x: x)(1.0)  # here


@wrong(TypeError, "Custom VJP fwd rule", "pair", "residuals")
def custom_vjp_forward_of_one_result():
    cv.grad(with_vjp(lambda x: x, lambda kept, ct: (ct,)))(1.0)  # here


@wrong(TypeError, "Custom VJP bwd rule", "tuple of length equal to the number of arguments")
def custom_vjp_backward_of_no_tuple():
    cv.grad(with_vjp(lambda x: (x, x), lambda kept, ct: ct))(1.0)  # here


@wrong(ValueError, "Custom VJP bwd rule", r"output\[0\]", r"float32\[3\]", r"float32\[\]")
def custom_vjp_backward_of_another_shape():
    cv.grad(with_vjp(lambda x: (x, x), lambda kept, ct: (cnp.ones(3),)))(1.0)  # here


@wrong(TypeError, r"can't apply forward-mode differentiation \(jvp\) to a custom_vjp function", "custom_jvp")
def forward_mode_of_custom_vjp():
    f = with_vjp(lambda x: (x, x), lambda kept, ct: (ct,))
    cv.jvp(f, (1.0,), (1.0,))  # here


@wrong(TypeError, "linear_transpose", "float or complex", "int32")
def linear_transpose_of_integers():
    cv.linear_transpose(lambda x: 2 * x, 1)  # here


@wrong(TypeError, r"f\(\) output pytree structure must match initial_guess")
def custom_root_of_another_structure():
    cv.lax.custom_root(lambda x: (x, x), 1.0, lambda f, x: x, lambda g, y: y)  # here


@wrong(TypeError, r"solve\(\) output pytree structure must match initial_guess")
def custom_root_with_aux_unsaid():
    cv.lax.custom_root(lambda x: x, 1.0, lambda f, x: (x, x), lambda g, y: y)  # here


@wrong(ValueError, r"matvec\(\) output shapes must match b", r"float32\[1\]", r"float32\[2\]")
def custom_linear_solve_not_square():
    cv.lax.custom_linear_solve(lambda x: x[:1], cnp.ones(2), lambda matvec, b: b)  # here


@wrong(TypeError, "transpose_solve required", "symmetric=True")
def custom_linear_solve_without_transpose():
    def f(b):
        return cv.lax.custom_linear_solve(lambda x: 2 * x, b, lambda matvec, b: b / 2)

    cv.grad(f)(1.0)  # here


@wrong(TypeError, "custom_linear_solve", "int32")
def custom_linear_solve_of_integers():
    cv.lax.custom_linear_solve(lambda x: x, 1, lambda matvec, b: b)  # here
