//===- LinearAlgebra.td - decompositions and solvers ----------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Matrices lie in the last two axes, vectors in the last; axes before them are
// batch axes, the same in all operands. LAPACK computes them, see
// runtime/cpu/Lapack.h; what it cannot compute is NaN.
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_ARRAY_LINEARALGEBRA
#define COVECTOR_ARRAY_LINEARALGEBRA

include "dialects/array/ArrayBase.td"

def Array_MatrixTensor
    : Array_TensorOf<"isLinearAlgebraElement", "float32, float64 or complex array">;
def Array_RealMatrixTensor
    : Array_TensorOf<"isRealLinearAlgebraElement", "float32 or float64 array">;
def Array_ComplexMatrixTensor
    : Array_TensorOf<"isComplexLinearAlgebraElement", "complex array">;
def Array_I32Tensor : Array_TensorOf<"isInt32Element", "32-bit integer array">;

// An operation that the runtime computes for every index of the batch axes.
class Array_LinearAlgebraOp<string mnemonic, list<Trait> traits = []>
    : Array_Op<mnemonic, !listconcat([HasDependence, RuntimeCall], traits)> {
  string common = Array_Code<>.batchElementwise # Array_Code<>.dependenceOfMatrices;
  let extraClassDefinition = common;
}

//===----------------------------------------------------------------------===//
// Factorizations
//===----------------------------------------------------------------------===//

def Array_CholeskyOp : Array_LinearAlgebraOp<"cholesky", [Jvp]> {
  let summary = "Cholesky factor of positive definite matrices";
  let description = [{
    The lower triangular `L` with real positive diagonal for which `L L^H` is the
    matrix whose lower triangle is the operand's; the upper one is not read. The
    operand is square (C1). The lower triangle of the result is NaN where the
    matrix is not positive definite.

    The derivative is that of Murray (2016), "Differentiation of the Cholesky
    decomposition".

    Example:
    ```mlir
    %r = array.cholesky %x : (tensor<3x3xf32>) -> tensor<3x3xf32>
    ```
  }];
  let arguments = (ins Array_MatrixTensor:$x);
  let results = (outs Array_MatrixTensor:$result);
  let assemblyFormat = "$x attr-dict `:` functional-type(operands, results)";
}

def Array_CholeskyUpdateOp : Array_LinearAlgebraOp<"cholesky_update", [Jvp]> {
  let summary = "Cholesky factor after a change of rank one";
  let description = [{
    The upper triangular factor of `r^T r + w w^T`, by rotations of the rows of
    the upper triangular `r`, which is square (C1); `w` is a vector of as many
    elements (C2).

    Example:
    ```mlir
    %q = array.cholesky_update %r, %w : (tensor<3x3xf32>, tensor<3xf32>) -> tensor<3x3xf32>
    ```
  }];
  let arguments = (ins Array_RealMatrixTensor:$r, Array_RealMatrixTensor:$w);
  let results = (outs Array_RealMatrixTensor:$result);
  let assemblyFormat = "$r `,` $w attr-dict `:` functional-type(operands, results)";
}

def Array_LuOp : Array_LinearAlgebraOp<"lu", [Jvp]> {
  let summary = "triangular factors with row exchanges";
  let description = [{
    The matrices `L`, unit lower triangular, and `U`, upper triangular, with
    `L U = x[permutation]`, in one matrix: `U` and, below its diagonal, `L`.
    `pivots[i]` is the row that was exchanged with row `i`; `permutation` is what
    these exchanges make of the row numbers.

    Example:
    ```mlir
    %lu, %pivots, %permutation = array.lu %x
        : (tensor<4x3xf32>) -> (tensor<4x3xf32>, tensor<3xi32>, tensor<4xi32>)
    ```
  }];
  let arguments = (ins Array_MatrixTensor:$x);
  let results = (outs Array_MatrixTensor:$lu, Array_I32Tensor:$pivots,
                   Array_I32Tensor:$permutation);
  let assemblyFormat = "$x attr-dict `:` functional-type(operands, results)";
}

def Array_LuPivotsToPermutationOp : Array_LinearAlgebraOp<"lu_pivots_to_permutation", [Jvp]> {
  let summary = "row numbers after exchanges";
  let description = [{
    The numbers 0 to `size - 1` after number `i` was exchanged with number
    `pivots[i]`, for one `i` after the other. There are no more pivots than
    numbers (C1); pivots out of bounds are left out.

    Example:
    ```mlir
    %r = array.lu_pivots_to_permutation %p {size = 4 : i64} : (tensor<3xi32>) -> tensor<4xi32>
    ```
  }];
  let arguments = (ins Array_I32Tensor:$pivots, I64Attr:$size);
  let results = (outs Array_I32Tensor:$result);
  let assemblyFormat = "$pivots attr-dict `:` functional-type(operands, results)";
  let extraClassDefinition = common # Array_Code<>.jvpZero;
}

def Array_QrOp : Array_LinearAlgebraOp<"qr", [Jvp]> {
  let summary = "orthonormal and upper triangular factors";
  let description = [{
    A matrix `q` with orthonormal columns and an upper triangular one `r` with
    `q r = x`; with `pivoting` `q r = x[:, p]`, where `p` is chosen so that the
    diagonal of `r` does not grow. `q` is square with `full_matrices`, else it has
    as many columns as the smaller size of `x`. There is a third result if and only if
    there is `pivoting`.

    The derivative with `full_matrices` is that of arXiv:2409.13374.

    Example:
    ```mlir
    %q, %r = array.qr %x {full_matrices = false, pivoting = false}
        : (tensor<4x3xf32>) -> (tensor<4x3xf32>, tensor<3x3xf32>)
    ```
  }];
  let arguments = (ins Array_MatrixTensor:$x, BoolAttr:$full_matrices, BoolAttr:$pivoting);
  let results = (outs Array_MatrixTensor:$q, Array_MatrixTensor:$r, Optional<Array_I32Tensor>:$p);
  let assemblyFormat = "$x attr-dict `:` functional-type(operands, results)";
}

def Array_HouseholderQrOp : Array_LinearAlgebraOp<"householder_qr"> {
  let summary = "reflectors whose product is the factor q";
  let description = [{
    LAPACK's `geqrf`: the factor `r` of a matrix and, below its diagonal, the
    vectors of the elementary reflectors whose product is `q`; `taus` are their
    factors. See householder_product.

    Example:
    ```mlir
    %a, %taus = array.householder_qr %x : (tensor<4x3xf32>) -> (tensor<4x3xf32>, tensor<3xf32>)
    ```
  }];
  let arguments = (ins Array_MatrixTensor:$x);
  let results = (outs Array_MatrixTensor:$reflectors, Array_MatrixTensor:$taus);
  let assemblyFormat = "$x attr-dict `:` functional-type(operands, results)";
}

def Array_HouseholderProductOp : Array_LinearAlgebraOp<"householder_product"> {
  let summary = "product of elementary reflectors";
  let description = [{
    The first columns of the product of the reflectors `I - taus[i] v v^H`, where
    `v` is 0 above position `i`, 1 there, and below it what column `i` of
    `reflectors` holds. There are not fewer rows than columns (C1) and not more
    `taus` than columns (C2).

    Example:
    ```mlir
    %q = array.householder_product %a, %taus : (tensor<4x3xf32>, tensor<3xf32>) -> tensor<4x3xf32>
    ```
  }];
  let arguments = (ins Array_MatrixTensor:$reflectors, Array_MatrixTensor:$taus);
  let results = (outs Array_MatrixTensor:$result);
  let assemblyFormat = "$reflectors `,` $taus attr-dict `:` functional-type(operands, results)";
}

def Array_HouseholderMultiplyOp : Array_LinearAlgebraOp<"householder_multiply"> {
  let summary = "product with a product of reflectors";
  let description = [{
    `q c` (`left`) or `c q`, or with `q^H` instead of `q` (`transpose`), where `q`
    is the square product of the reflectors, see householder_product. `c` fits
    (C1); there are not more `taus` than columns of `reflectors` (C2) or rows
    (C3).

    Example:
    ```mlir
    %r = array.householder_multiply %a, %taus, %c {left = true, transpose = false}
        : (tensor<4x3xf32>, tensor<3xf32>, tensor<4x2xf32>) -> tensor<4x2xf32>
    ```
  }];
  let arguments = (ins Array_MatrixTensor:$reflectors, Array_MatrixTensor:$taus,
                   Array_MatrixTensor:$c, BoolAttr:$left, BoolAttr:$transpose);
  let results = (outs Array_MatrixTensor:$result);
  let assemblyFormat = [{
    $reflectors `,` $taus `,` $c attr-dict `:` functional-type(operands, results)
  }];
}

//===----------------------------------------------------------------------===//
// Equations
//===----------------------------------------------------------------------===//

def Array_TriangularSolveOp : Array_LinearAlgebraOp<"triangular_solve", [Jvp, Transpose]> {
  let summary = "solution of triangular equations";
  let description = [{
    The matrix `x` with `f(a) x = b` (`left_side`) or `x f(a) = b`, where `f(a)` is
    `a`, transposed with `transpose_a` and conjugated with `conjugate_a`. Only the
    triangle that `lower` names is read, and of it not the diagonal with
    `unit_diagonal`, which stands for ones. `a` is square (C1) and fits `b` (C2).
    A zero on the diagonal gives infinities or NaN.

    Example:
    ```mlir
    %x = array.triangular_solve %a, %b {conjugate_a = false, left_side = true, lower = true,
        transpose_a = false, unit_diagonal = false}
        : (tensor<3x3xf32>, tensor<3x2xf32>) -> tensor<3x2xf32>
    ```
  }];
  let arguments = (ins Array_MatrixTensor:$a, Array_MatrixTensor:$b, BoolAttr:$left_side,
                   BoolAttr:$lower, BoolAttr:$transpose_a, BoolAttr:$conjugate_a,
                   BoolAttr:$unit_diagonal);
  let results = (outs Array_MatrixTensor:$result);
  let assemblyFormat = "$a `,` $b attr-dict `:` functional-type(operands, results)";
  let extraClassDefinition = Array_Code<>.dependenceOfMatrices;
}

def Array_LinearSolveOp : Array_LinearAlgebraOp<"linear_solve", [Jvp, Transpose]> {
  let summary = "solution of equations by given factors";
  let description = [{
    The matrix `x` with `f(a) x = b`, where `f(a)` is `a`, transposed with
    `transpose_a`. `lu` and `pivots` are the factors of `a` that array.lu gives:
    they alone are read, `a` is what the result is differentiated by. `a` is square
    (C1), `lu` has its type (C2), and `b` as many rows (C3).

    Example:
    ```mlir
    %x = array.linear_solve %a, %lu, %pivots, %b {transpose_a = false}
        : (tensor<3x3xf32>, tensor<3x3xf32>, tensor<3xi32>, tensor<3x2xf32>) -> tensor<3x2xf32>
    ```
  }];
  let arguments = (ins Array_MatrixTensor:$a, Array_MatrixTensor:$lu, Array_I32Tensor:$pivots,
                   Array_MatrixTensor:$b, BoolAttr:$transpose_a);
  let results = (outs Array_MatrixTensor:$result);
  let assemblyFormat = [{
    $a `,` $lu `,` $pivots `,` $b attr-dict `:` functional-type(operands, results)
  }];
  let extraClassDefinition = Array_Code<>.dependenceOfMatrices;
}

def Array_TridiagonalSolveOp : Array_LinearAlgebraOp<"tridiagonal_solve", [Jvp, Transpose]> {
  let summary = "solution of tridiagonal equations";
  let description = [{
    The matrix `x` with `a x = b`, where `a` has the diagonal `d`, above it `du`
    without its last and below it `dl` without its first element, all of one type
    (C1). `b` has as many rows as `d` has elements (C2). NaN where the matrix is
    singular.

    Example:
    ```mlir
    %x = array.tridiagonal_solve %dl, %d, %du, %b
        : (tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3x2xf32>) -> tensor<3x2xf32>
    ```
  }];
  let arguments = (ins Array_MatrixTensor:$dl, Array_MatrixTensor:$d, Array_MatrixTensor:$du,
                   Array_MatrixTensor:$b);
  let results = (outs Array_MatrixTensor:$result);
  let assemblyFormat = "$dl `,` $d `,` $du `,` $b attr-dict `:` functional-type(operands, results)";
}

def Array_SylvesterOp : Array_LinearAlgebraOp<"sylvester", [Jvp, Transpose]> {
  let summary = "solution of a x + x b = c";
  let description = [{
    The matrix `x` with `a x + x b = c`, by the Schur forms of the square matrices
    `a` and `b` (C1), which fit `c` (C2). Where an eigenvalue of `a` is the negative
    of one of `b`, there is no such matrix or no single one: the result is NaN, or
    that of slightly different matrices.

    Source: R. H. Bartels, G. W. Stewart, "Solution of the matrix equation AX + XB = C",
    Communications of the ACM 15 (1972).

    Example:
    ```mlir
    %x = array.sylvester %a, %b, %c
        : (tensor<3x3xf32>, tensor<2x2xf32>, tensor<3x2xf32>) -> tensor<3x2xf32>
    ```
  }];
  let arguments = (ins Array_MatrixTensor:$a, Array_MatrixTensor:$b, Array_MatrixTensor:$c);
  let results = (outs Array_MatrixTensor:$result);
  let assemblyFormat = "$a `,` $b `,` $c attr-dict `:` functional-type(operands, results)";
}

//===----------------------------------------------------------------------===//
// Eigenvalues
//===----------------------------------------------------------------------===//

def Array_EighOp : Array_LinearAlgebraOp<"eigh", [Jvp]> {
  let summary = "eigenvalues and eigenvectors of Hermitian matrices";
  let description = [{
    The eigenvalues `w`, in ascending order, and the orthonormal eigenvectors, the
    columns of `v`, of the Hermitian matrix of which the operand, which is square
    (C1), holds the lower triangle, or the upper one without `lower`. There is a
    second result if and only if there is `vectors`.

    The derivative of `v` holds where eigenvalues differ.

    Example:
    ```mlir
    %w, %v = array.eigh %x {lower = true, vectors = true}
        : (tensor<3x3xcomplex<f32>>) -> (tensor<3xf32>, tensor<3x3xcomplex<f32>>)
    ```
  }];
  let arguments = (ins Array_MatrixTensor:$x, BoolAttr:$lower, BoolAttr:$vectors);
  let results = (outs Array_RealMatrixTensor:$w, Optional<Array_MatrixTensor>:$v);
  let assemblyFormat = "$x attr-dict `:` functional-type(operands, results)";
  let hasCanonicalizer = 1;
}

def Array_EigOp : Array_LinearAlgebraOp<"eig", [Jvp]> {
  let summary = "eigenvalues and eigenvectors of any square matrices";
  let description = [{
    The eigenvalues `w` of the operand, which is square (C1), and the left
    eigenvectors (if `left`) and the right ones (if `right`), which are columns of
    length 1 whose greatest element is real: `x v = v diag(w)` and
    `u^H x = diag(w) u^H`.

    The eigenvectors are differentiated only with `differentiable_vectors`: the
    derivative holds where eigenvalues differ and the greatest element of a vector is
    greater than all others.

    Example:
    ```mlir
    %w, %v = array.eig %x {differentiable_vectors = false, left = false, right = true}
        : (tensor<3x3xf32>) -> (tensor<3xcomplex<f32>>, tensor<3x3xcomplex<f32>>)
    ```
  }];
  let arguments = (ins Array_MatrixTensor:$x, BoolAttr:$left, BoolAttr:$right,
                   BoolAttr:$differentiable_vectors);
  let results = (outs Array_ComplexMatrixTensor:$w, Variadic<Array_ComplexMatrixTensor>:$vectors);
  let assemblyFormat = "$x attr-dict `:` functional-type(operands, results)";
}

def Array_SchurOp : Array_LinearAlgebraOp<"schur"> {
  let summary = "Schur form";
  let description = [{
    An upper triangular matrix `t` and, if `vectors`, a unitary one `z` with
    `z t z^H = x`, which is square (C1). In real arithmetic `t` has blocks of two
    rows on its diagonal for pairs of complex eigenvalues.

    Example:
    ```mlir
    %t, %z = array.schur %x {vectors = true}
        : (tensor<3x3xf32>) -> (tensor<3x3xf32>, tensor<3x3xf32>)
    ```
  }];
  let arguments = (ins Array_MatrixTensor:$x, BoolAttr:$vectors);
  let results = (outs Array_MatrixTensor:$t, Optional<Array_MatrixTensor>:$z);
  let assemblyFormat = "$x attr-dict `:` functional-type(operands, results)";
  let hasCanonicalizer = 1;
}

def Array_ComplexSchurOp : Array_LinearAlgebraOp<"complex_schur"> {
  let summary = "triangular form of a real Schur form";
  let description = [{
    Upper triangular `s` and unitary `u` with `u s u^H = z t z^T`, for a real Schur
    form of square matrices `t` and `z` of one type (C1).

    Example:
    ```mlir
    %s, %u = array.complex_schur %t, %z : (tensor<3x3xf32>, tensor<3x3xf32>)
        -> (tensor<3x3xcomplex<f32>>, tensor<3x3xcomplex<f32>>)
    ```
  }];
  let arguments = (ins Array_RealMatrixTensor:$t, Array_RealMatrixTensor:$z);
  let results = (outs Array_ComplexMatrixTensor:$s, Array_ComplexMatrixTensor:$u);
  let assemblyFormat = "$t `,` $z attr-dict `:` functional-type(operands, results)";
}

def Array_HessenbergOp : Array_LinearAlgebraOp<"hessenberg"> {
  let summary = "reduction to Hessenberg form";
  let description = [{
    LAPACK's `gehrd`: `h`, zero below the first subdiagonal, with `q h q^H = x`, which
    is square (C1), and in place of the zeros the vectors of the reflectors whose
    product is `q`, with their factors `taus`.

    Example:
    ```mlir
    %h, %taus = array.hessenberg %x : (tensor<3x3xf32>) -> (tensor<3x3xf32>, tensor<2xf32>)
    ```
  }];
  let arguments = (ins Array_MatrixTensor:$x);
  let results = (outs Array_MatrixTensor:$h, Array_MatrixTensor:$taus);
  let assemblyFormat = "$x attr-dict `:` functional-type(operands, results)";
}

def Array_TridiagonalOp : Array_LinearAlgebraOp<"tridiagonal"> {
  let summary = "reduction of Hermitian matrices to tridiagonal form";
  let description = [{
    LAPACK's `sytrd`: the diagonal `d` and the real diagonal beside it `e` of a
    tridiagonal matrix `t` with `q t q^H = x`, and in `reflectors`, outside of them,
    the vectors of the reflectors whose product is `q`, with their factors `taus`. The
    operand is square and not empty (C1); only the triangle that `lower` names is read.

    Example:
    ```mlir
    %a, %d, %e, %taus = array.tridiagonal %x {lower = true}
        : (tensor<3x3xf32>) -> (tensor<3x3xf32>, tensor<3xf32>, tensor<2xf32>, tensor<2xf32>)
    ```
  }];
  let arguments = (ins Array_MatrixTensor:$x, BoolAttr:$lower);
  let results = (outs Array_MatrixTensor:$reflectors, Array_RealMatrixTensor:$d,
                   Array_RealMatrixTensor:$e, Array_MatrixTensor:$taus);
  let assemblyFormat = "$x attr-dict `:` functional-type(operands, results)";
}

//===----------------------------------------------------------------------===//
// Singular values
//===----------------------------------------------------------------------===//

def Array_SvdOp : Array_LinearAlgebraOp<"svd", [Jvp]> {
  let summary = "singular values and vectors";
  let description = [{
    The singular values `s`, in descending order, and, if `vectors`, matrices `u`
    and `vh` with orthonormal columns and rows with `u diag(s) vh = x`. They are
    square with `full_matrices`, else they have as many columns and rows as `x` has
    in its smaller size.

    The derivatives of the vectors hold where singular values differ, and without
    `full_matrices` or for square matrices.

    Example:
    ```mlir
    %s, %u, %vh = array.svd %x {full_matrices = false, vectors = true}
        : (tensor<4x3xf32>) -> (tensor<3xf32>, tensor<4x3xf32>, tensor<3x3xf32>)
    ```
  }];
  let arguments = (ins Array_MatrixTensor:$x, BoolAttr:$full_matrices, BoolAttr:$vectors);
  let results = (outs Array_RealMatrixTensor:$s, Variadic<Array_MatrixTensor>:$uv);
  let assemblyFormat = "$x attr-dict `:` functional-type(operands, results)";
  let hasCanonicalizer = 1;
}

def Array_PinvOp : Array_LinearAlgebraOp<"pinv", [Jvp]> {
  let summary = "pseudoinverse";
  let description = [{
    The pseudoinverse of `x`, in which singular values that are not greater than
    `tolerance` times the greatest count as zero. `tolerance` has the batch axes of
    `x` (C1) and its precision (C2).

    Source of the derivative: G. H. Golub, V. Pereyra, "The differentiation of
    pseudo-inverses and nonlinear least squares problems whose variables separate",
    SIAM Journal on Numerical Analysis 10 (1973). It holds where the rank is constant.

    Example:
    ```mlir
    %r = array.pinv %x, %t : (tensor<4x3xf32>, tensor<f32>) -> tensor<3x4xf32>
    ```
  }];
  let arguments = (ins Array_MatrixTensor:$x, Array_RealMatrixTensor:$tolerance);
  let results = (outs Array_MatrixTensor:$result);
  let assemblyFormat = "$x `,` $tolerance attr-dict `:` functional-type(operands, results)";
}

//===----------------------------------------------------------------------===//
// Functions of matrices
//===----------------------------------------------------------------------===//

def Array_DetOp : Array_LinearAlgebraOp<"det", [Jvp]> {
  let summary = "determinant";
  let description = [{
    The determinant of the operand, which is square (C1).

    Example:
    ```mlir
    %r = array.det %x : (tensor<3x3xf32>) -> tensor<f32>
    ```
  }];
  let arguments = (ins Array_MatrixTensor:$x);
  let results = (outs Array_MatrixTensor:$result);
  let assemblyFormat = "$x attr-dict `:` functional-type(operands, results)";
}

def Array_CofactorOp : Array_LinearAlgebraOp<"cofactor", [Jvp]> {
  let summary = "derivative of the determinant";
  let description = [{
    The derivatives of the determinant of the operand, which is square (C1), by its
    elements: the transposed inverse times the determinant, and its limit for singular
    matrices.

    Example:
    ```mlir
    %r = array.cofactor %x : (tensor<3x3xf32>) -> tensor<3x3xf32>
    ```
  }];
  let arguments = (ins Array_MatrixTensor:$x);
  let results = (outs Array_MatrixTensor:$result);
  let assemblyFormat = "$x attr-dict `:` functional-type(operands, results)";
}

def Array_SlogdetOp : Array_LinearAlgebraOp<"slogdet", [Jvp]> {
  let summary = "sign and logarithm of the determinant";
  let description = [{
    The determinant of the operand, which is square (C1), divided by its absolute
    value, and the logarithm of that; 0 and negative infinity for singular matrices.

    Example:
    ```mlir
    %sign, %log = array.slogdet %x : (tensor<3x3xf32>) -> (tensor<f32>, tensor<f32>)
    ```
  }];
  let arguments = (ins Array_MatrixTensor:$x);
  let results = (outs Array_MatrixTensor:$sign, Array_RealMatrixTensor:$logarithm);
  let assemblyFormat = "$x attr-dict `:` functional-type(operands, results)";
}

def Array_SqrtmOp : Array_LinearAlgebraOp<"sqrtm", [Jvp]> {
  let summary = "square root of matrices";
  let description = [{
    The matrix whose square is the operand, which is square (C1), and whose
    eigenvalues have no negative real parts; NaN or infinities where there is none.

    Source: A. Bjorck, S. Hammarling, "A Schur method for the square root of a
    matrix", Linear Algebra and its Applications 52/53 (1983).

    Example:
    ```mlir
    %r = array.sqrtm %x : (tensor<3x3xcomplex<f32>>) -> tensor<3x3xcomplex<f32>>
    ```
  }];
  let arguments = (ins Array_ComplexMatrixTensor:$x);
  let results = (outs Array_ComplexMatrixTensor:$result);
  let assemblyFormat = "$x attr-dict `:` functional-type(operands, results)";
}

#endif // COVECTOR_ARRAY_LINEARALGEBRA
