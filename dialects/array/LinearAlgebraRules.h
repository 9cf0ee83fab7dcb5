//===- LinearAlgebraRules.h - matrices in inference and rules ---*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the files of the family share: checks of shapes, and formulas on
// matrices that lie in the last two axes of an Expr.
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_DIALECTS_ARRAY_LINEARALGEBRARULES_H
#define COVECTOR_DIALECTS_ARRAY_LINEARALGEBRARULES_H

#include "dialects/array/Inference.h"
#include "dialects/array/LinearAlgebra.h"
#include "mlir/IR/PatternMatch.h"

namespace covector::array {

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

using Shape = llvm::SmallVector<int64_t>;

/// The sizes of an operand, those of the batch apart.
struct MatrixShape {
  Shape batch;
  /// Sizes of the last two axes, or of the last one and 1.
  int64_t rows = 0, columns = 0;
  mlir::Type element;

  /// The batch axes and then `core`.
  Shape with(llvm::ArrayRef<int64_t> core) const;
};

/// Inference of operations on matrices.
class MatrixInference : public Inference {
public:
  using Inference::Inference;

  /// Operand `index`, called `what`, is one of matrices, with elements that
  /// LAPACK computes with.
  mlir::LogicalResult matrix(unsigned index, llvm::StringRef what, MatrixShape &shape) const;
  /// The same, and its matrices are square.
  mlir::LogicalResult square(unsigned index, llvm::StringRef what, MatrixShape &shape) const;
  /// Operand `index`, called `what`, is one of vectors.
  mlir::LogicalResult vector(unsigned index, llvm::StringRef what, MatrixShape &shape) const;
  /// Two operands have the same batch axes and, unless they are integers, elements.
  mlir::LogicalResult sameBatch(unsigned first, unsigned second, const MatrixShape &x,
                                const MatrixShape &y) const;
  mlir::LogicalResult flag(llvm::StringRef attribute, bool &value) const;
  /// An error that gives the types of two operands.
  mlir::LogicalResult misfit(const llvm::Twine &expected, unsigned first, unsigned second) const;
};

/// The real element of the precision of `element`, and the complex one.
mlir::Type realElement(mlir::Type element);
mlir::Type complexElement(mlir::Type element);

//===----------------------------------------------------------------------===//
// Calls of the runtime
//===----------------------------------------------------------------------===//

/// `cv_<name>_<element>`.
std::string linearAlgebraFunction(llvm::StringRef name, mlir::Value operand);
/// The number of matrices (`rank` 2) or vectors (1) of an array.
int64_t batchCount(mlir::Value array, int64_t rank = 2);
/// The size of axis `axis`, counted from the last: -1.
int64_t sizeFromLast(mlir::Value array, int64_t axis);

//===----------------------------------------------------------------------===//
// Simplification
//===----------------------------------------------------------------------===//

/// `op` without the vectors that nobody reads: the results after the first one.
template <typename Op> llvm::LogicalResult dropVectors(Op op, mlir::PatternRewriter &rewriter) {
  if (op->getNumResults() == 1 ||
      !llvm::all_of(op->getResults().drop_front(),
                    [](mlir::Value result) { return result.use_empty(); }))
    return mlir::failure();
  mlir::Operation *values =
      rebuild(rewriter, op, op->getOperands(),
              rewriter.getNamedAttr(op.getVectorsAttrName(), rewriter.getBoolAttr(false)));
  if (!values)
    return mlir::failure();
  rewriter.replaceAllUsesWith(op->getResult(0), values->getResult(0));
  rewriter.eraseOp(op);
  return mlir::success();
}

//===----------------------------------------------------------------------===//
// Formulas
//===----------------------------------------------------------------------===//

/// The real part of an array, which may be real.
Expr realPart(Expr x);
/// The product of matrices, for every index of the batch axes.
Expr matmul(Expr x, Expr y);
/// With the last two axes exchanged; also conjugated.
Expr transposed(Expr x);
Expr adjoint(Expr x);
/// The part on and below (above) diagonal `k`, zero elsewhere.
Expr lowerTriangle(Expr x, int64_t k = 0);
Expr upperTriangle(Expr x, int64_t k = 0);
/// Ones on the diagonal of matrices like those of `x`, with `rows` x `columns`.
Expr identityLike(Expr x, int64_t rows, int64_t columns);
/// The diagonal as a vector, and a vector as a diagonal matrix.
Expr diagonalOf(Expr x);
Expr diagonalMatrix(Expr x);
/// Vectors as the columns (rows) of matrices with `size` equal columns (rows).
Expr repeatedColumns(Expr x, int64_t size);
Expr repeatedRows(Expr x, int64_t size);
/// Scalars for every index of the batch as matrices of equal elements.
Expr filledMatrix(Expr x, int64_t rows, int64_t columns);
/// The sum of all elements of each matrix, and of those on its diagonal.
Expr sumOfElements(Expr x);
Expr traceOf(Expr x);
/// The rows [from, to), or the columns, of matrices.
Expr rowsOf(Expr x, int64_t from, int64_t to);
Expr columnsOf(Expr x, int64_t from, int64_t to);
Expr concatenated(Expr x, Expr y, int64_t axisFromLast);
/// The rows (columns) of matrices in the order of the numbers `p`.
Expr takeRows(Expr x, Expr p);
Expr takeColumns(Expr x, Expr p);
/// `x` in the precision of `element`, which may be complex.
Expr convertLike(Expr x, Expr other);
/// The Hermitian matrix of which `x` holds a triangle.
Expr hermitian(Expr x, bool lower);
Expr triangularSolve(Expr a, Expr b, bool leftSide, bool lower, bool transpose = false,
                     bool conjugate = false, bool unitDiagonal = false);
/// The matrix x with a x = b.
Expr solve(Expr a, Expr b);
/// 1 / x where `x` is not zero, else zero.
Expr reciprocalOrZero(Expr x);
/// Tangent of the Cholesky factor `l` of a matrix with the Hermitian tangent `da`.
Expr choleskyTangent(Expr l, Expr da);

} // namespace covector::array

#endif // COVECTOR_DIALECTS_ARRAY_LINEARALGEBRARULES_H
