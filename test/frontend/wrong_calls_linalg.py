"""Wrong calls of linear algebra."""

from wrong_calls import wrong

import covector as cv
import covector.numpy as cnp


@wrong(ValueError, "cholesky", "square", r"\(2, 3\)")
def cholesky_of_a_rectangle():
    cnp.linalg.cholesky(cnp.ones((2, 3)))  # here


@wrong(TypeError, "cholesky", "float32", "float16", "astype")
def cholesky_of_half_precision():
    cnp.linalg.cholesky(cnp.eye(2, dtype="float16"))  # here


@wrong(ValueError, "inv", "rank 2", r"\(3,\)", "reshape")
def inverse_of_a_vector():
    cnp.linalg.inv(cnp.ones(3))  # here


@wrong(ValueError, "solve", r"\(3, 3\)", r"\(2,\)", r"\(n,\)", "None")
def right_side_of_another_size():
    cnp.linalg.solve(cnp.eye(3), cnp.ones(2))  # here


@wrong(ValueError, "det", "square", r"\(2, 3\)")
def determinant_of_a_rectangle():
    cnp.linalg.det(cnp.ones((2, 3)))  # here


@wrong(TypeError, "qr", "rank 2", r"\(3,\)", "reshape")
def qr_of_a_vector():
    cnp.linalg.qr(cnp.ones(3))  # here


@wrong(ValueError, "qr", "mode", "'reduced'", "'x'")
def unknown_mode_of_qr():
    cnp.linalg.qr(cnp.eye(2), mode="x")  # here


@wrong(ValueError, "eigh", "UPLO", "'L'", "'X'")
def unknown_triangle():
    cnp.linalg.eigh(cnp.eye(2), UPLO="X")  # here


@wrong(ValueError, "svd", "full_matrices=False", "subset_by_index")
def subset_of_full_matrices():
    cnp.linalg.svd(cnp.ones((3, 2)), subset_by_index=(0, 1))  # here


@wrong(ValueError, "norm", "order", "'x'", "'nuc'")
def unknown_order_of_a_matrix_norm():
    cnp.linalg.norm(cnp.eye(2), ord="x")  # here


@wrong(ValueError, "norm", "order", "'nuc'", "vectors", "number")
def matrix_order_for_vectors():
    cnp.linalg.norm(cnp.ones(2), ord="nuc")  # here


@wrong(ValueError, "norm", "one axis|two", "3", r"\(2, 2, 2\)")
def norm_of_three_axes():
    cnp.linalg.norm(cnp.ones((2, 2, 2)), axis=(0, 1, 2))  # here


@wrong(ValueError, "pinv", "rtol", "rcond", "one of")
def two_tolerances():
    cnp.linalg.pinv(cnp.eye(2), rtol=0.1, rcond=0.1)  # here


@wrong(ValueError, "lstsq", "rows", r"\(3, 2\)", r"\(2,\)")
def least_squares_of_other_sizes():
    cnp.linalg.lstsq(cnp.ones((3, 2)), cnp.ones(2))  # here


@wrong(TypeError, "lstsq", "rank 2", r"\(3, 2, 1\)", "vmap")
def least_squares_of_a_batch():
    cnp.linalg.lstsq(cnp.ones((3, 2, 1)), cnp.ones(3))  # here


@wrong(TypeError, "matrix_power", "integer", "1.5")
def fraction_of_a_power():
    cnp.linalg.matrix_power(cnp.eye(2), 1.5)  # here


@wrong(ValueError, "multi_dot", "fit", r"\(2, 3\)")
def products_that_do_not_fit():
    cnp.linalg.multi_dot([cnp.ones((2, 3)), cnp.ones((2, 3))])  # here


@wrong(ValueError, "tensorinv", "ind=1", r"\(2, 3\)")
def tensor_without_inverse():
    cnp.linalg.tensorinv(cnp.ones((2, 3)), ind=1)  # here


@wrong(ValueError, "cond", "square", "p=1", r"\(3, 2\)")
def condition_of_a_rectangle():
    cnp.linalg.cond(cnp.ones((3, 2)), p=1)  # here


@wrong(ValueError, "triangular_solve", r"\(3, 3\)", r"\(2, 2\)")
def triangle_and_other_sizes():
    cv.lax.linalg.triangular_solve(cnp.eye(3), cnp.ones((2, 2)))  # here


@wrong(TypeError, "triangular_solve", "int32", "float32", "astype")
def triangle_of_integers():
    cv.lax.linalg.triangular_solve(cnp.eye(2, dtype="int32"), cnp.ones((2, 2)))  # here


@wrong(TypeError, "tridiagonal_solve", r"\(\.\.\., n\)", r"\(2,\)")
def diagonals_of_other_sizes():
    x = cnp.ones(3)
    cv.lax.linalg.tridiagonal_solve(x, x, cnp.ones(2), cnp.ones((3, 1)))  # here


@wrong(ValueError, "solve_triangular", "trans", "7", "'T'")
def unknown_transposition():
    cv.scipy.linalg.solve_triangular(cnp.eye(2), cnp.ones(2), trans=7)  # here


@wrong(ValueError, "cho_solve", r"\(3, 3\)", r"\(2,\)")
def factor_and_other_sizes():
    cv.scipy.linalg.cho_solve((cnp.eye(3), True), cnp.ones(2))  # here


@wrong(ValueError, "expm", "square", r"\(3, 2\)")
def exponential_of_a_rectangle():
    cv.scipy.linalg.expm(cnp.ones((3, 2)))  # here


@wrong(NotImplementedError, "eigh", "b=None", "solve_triangular")
def generalised_eigenvalues():
    cv.scipy.linalg.eigh(cnp.eye(2), b=cnp.eye(2))  # here


@wrong(ValueError, "hadamard", "power of two", "3")
def hadamard_of_three():
    cv.scipy.linalg.hadamard(3)  # here


@wrong(ValueError, "convolution_matrix", "mode", "'x'", "'same'")
def unknown_part_of_a_convolution():
    cv.scipy.linalg.convolution_matrix(cnp.ones(2), 2, mode="x")  # here


@wrong(NotImplementedError, "svd", "derivatives", "full_matrices=False")
def derivative_of_full_singular_vectors():
    cv.grad(lambda x: cnp.linalg.svd(x)[0][0, 0])(cnp.ones((3, 2)))  # here


@wrong(NotImplementedError, "eig", "derivatives", "enable_eigvec_derivs", "eigvals")
def derivative_of_eigenvectors():
    cv.grad(lambda x: cnp.linalg.eig(x)[1][0, 0].real)(cnp.eye(2))  # here
