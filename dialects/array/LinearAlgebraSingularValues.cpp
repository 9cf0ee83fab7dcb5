//===- LinearAlgebraSingularValues.cpp - SVD and pseudoinverse ------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/array/LinearAlgebraRules.h"

using namespace mlir;
using namespace covector::array;

COVECTOR_INFER_TYPES(SvdOp) {
  MatrixInference op(location, getOperationName(), operands, attributes, types);
  MatrixShape x;
  bool full, vectors;
  if (failed(op.checkOperands(1)) || failed(op.matrix(0, "operand", x)) ||
      failed(op.flag("full_matrices", full)) || failed(op.flag("vectors", vectors)))
    return failure();
  int64_t k = std::min(x.rows, x.columns);
  if (failed(op.result(x.with({k}), realElement(x.element))))
    return failure();
  if (!vectors)
    return success();
  return failure(failed(op.result(x.with({x.rows, full ? x.rows : k}), x.element)) ||
                 failed(op.result(x.with({full ? x.columns : k, x.columns}), x.element)));
}

std::string SvdOp::getRuntimeFunction() { return linearAlgebraFunction("svd", getX()); }

SmallVector<int64_t> SvdOp::getRuntimeNumbers() {
  return {batchCount(getX()), sizeFromLast(getX(), -2), sizeFromLast(getX(), -1), getFullMatrices(),
          getVectors()};
}

/// The part of `columns` that is orthogonal to the columns of `basis`, each
/// divided by its singular value.
static Expr outside(Expr columns, Expr basis, Expr s) {
  Expr rest = columns - matmul(basis, matmul(adjoint(basis), columns));
  return rest / convertLike(repeatedRows(s, sizeFromLast(columns.value(), -2)), rest);
}

LogicalResult SvdOp::jvp(OpBuilder &builder, ArrayRef<Value> tangents,
                         SmallVectorImpl<Value> &resultTangents) {
  resultTangents.append((*this)->getNumResults(), Value());
  if (!tangents[0])
    return success();
  int64_t m = sizeFromLast(getX(), -2), n = sizeFromLast(getX(), -1), k = std::min(m, n);
  if (getVectors() && getFullMatrices() && m != n)
    return emitError(
        "NotImplementedError: svd: the singular vectors beyond the singular values have "
        "no derivatives, they are not determined; pass full_matrices=False");
  ImplicitLocOpBuilder b(getLoc(), builder);
  Value sValue = getS(), uValue, vhValue;
  if (getVectors()) {
    uValue = getUv()[0], vhValue = getUv()[1];
  } else {
    auto whole = SvdOp::create(b, getX(), /*full_matrices=*/false, /*vectors=*/true);
    sValue = whole.getS(), uValue = whole.getUv()[0], vhValue = whole.getUv()[1];
  }
  Expr s(b, sValue), u(b, uValue), vh(b, vhValue), da(b, tangents[0]);
  Expr uh = adjoint(u), v = adjoint(vh);
  Expr ds = matmul(matmul(uh, da), v);
  resultTangents[0] = realPart(diagonalOf(ds)).value();
  if (!getVectors())
    return success();
  // F_ij = 1 / (s_j^2 - s_i^2) beside the diagonal, 0 on it.
  Expr rows = repeatedRows(s, k), columns = repeatedColumns(s, k);
  Expr identity = identityLike(rows, k, k);
  Expr difference = (rows + columns) * (rows - columns) + identity;
  Expr f = convertLike(Expr::like(rows, 1.0) / difference - identity, da);
  Expr dss = convertLike(rows, da) * ds, sds = convertLike(columns, da) * ds;
  Expr du = f * (dss + adjoint(dss));
  if (isComplexElement(da.element()))
    // Imaginary parts of the diagonal are given to u, and none to v.
    du = du + (ds - adjoint(ds)) * 0.5 * convertLike(diagonalMatrix(reciprocalOrZero(s)), da);
  Expr dU = matmul(u, du), dV = matmul(v, f * (sds + adjoint(sds)));
  if (m > n)
    dU = dU + outside(matmul(da, v), u, s);
  if (n > m)
    dV = dV + outside(matmul(adjoint(da), u), v, s);
  resultTangents[1] = dU.value();
  resultTangents[2] = adjoint(dV).value();
  return success();
}

void SvdOp::getCanonicalizationPatterns(RewritePatternSet &patterns, MLIRContext *) {
  patterns.add(dropVectors<SvdOp>);
}

COVECTOR_INFER_TYPES(PinvOp) {
  MatrixInference op(location, getOperationName(), operands, attributes, types);
  MatrixShape x;
  if (failed(op.checkOperands(2)) || failed(op.matrix(0, "operand", x)))
    return failure();
  if (op.operand(1) != RankedTensorType::get(x.batch, realElement(x.element))) // (C1, C2)
    return op.misfit("tolerance must have the batch axes and the precision of the operand", 0, 1);
  return op.result(x.with({x.columns, x.rows}), x.element);
}

std::string PinvOp::getRuntimeFunction() { return linearAlgebraFunction("pinv", getX()); }

SmallVector<int64_t> PinvOp::getRuntimeNumbers() {
  return {batchCount(getX()), sizeFromLast(getX(), -2), sizeFromLast(getX(), -1)};
}

LogicalResult PinvOp::jvp(OpBuilder &builder, ArrayRef<Value> tangents,
                          SmallVectorImpl<Value> &resultTangents) {
  resultTangents.push_back(nullptr);
  if (!tangents[0])
    return success();
  // P' = -P A' P + P P^H A'^H (I - A P) + (I - P A) A'^H P^H P
  ImplicitLocOpBuilder b(getLoc(), builder);
  Expr a(b, getX()), p(b, getResult()), da(b, tangents[0]);
  Expr ph = adjoint(p), dah = adjoint(da);
  Expr range = matmul(p, matmul(ph, dah)), kernel = matmul(matmul(dah, ph), p);
  Expr dp = range - matmul(matmul(range, a), p) + kernel - matmul(p, matmul(a, kernel)) -
            matmul(p, matmul(da, p));
  resultTangents.back() = dp.value();
  return success();
}
