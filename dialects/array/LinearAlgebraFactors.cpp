//===- LinearAlgebraFactors.cpp - Cholesky, LU and QR ---------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/array/LinearAlgebraRules.h"

using namespace mlir;
using namespace covector::array;

//===----------------------------------------------------------------------===//
// Cholesky
//===----------------------------------------------------------------------===//

COVECTOR_INFER_TYPES(CholeskyOp) {
  MatrixInference op(location, getOperationName(), operands, attributes, types);
  MatrixShape x;
  if (failed(op.checkOperands(1)) || failed(op.square(0, "operand", x))) // (C1)
    return failure();
  return op.result(op.operand(0).getShape(), x.element);
}

std::string CholeskyOp::getRuntimeFunction() { return linearAlgebraFunction("cholesky", getX()); }

SmallVector<int64_t> CholeskyOp::getRuntimeNumbers() {
  return {batchCount(getX()), sizeFromLast(getX(), -1)};
}

LogicalResult CholeskyOp::jvp(OpBuilder &builder, ArrayRef<Value> tangents,
                              SmallVectorImpl<Value> &resultTangents) {
  resultTangents.push_back(nullptr);
  if (!tangents[0])
    return success();
  ImplicitLocOpBuilder b(getLoc(), builder);
  Expr l(b, getResult()), da(b, tangents[0]);
  resultTangents.back() = choleskyTangent(l, hermitian(da, /*lower=*/true)).value();
  return success();
}

COVECTOR_INFER_TYPES(CholeskyUpdateOp) {
  MatrixInference op(location, getOperationName(), operands, attributes, types);
  MatrixShape r, w;
  if (failed(op.checkOperands(2)) || failed(op.square(0, "r", r)) || // (C1)
      failed(op.checkElement("operands", op.operand(0), isRealLinearAlgebraElement,
                             "float32 or float64 array")) ||
      failed(op.vector(1, "w", w)) || failed(op.sameBatch(0, 1, r, w)))
    return failure();
  if (w.rows != r.rows) // (C2)
    return op.misfit("w must have as many elements as r has rows", 0, 1);
  return op.result(op.operand(0).getShape(), r.element);
}

std::string CholeskyUpdateOp::getRuntimeFunction() {
  return linearAlgebraFunction("cholesky_update", getR());
}

SmallVector<int64_t> CholeskyUpdateOp::getRuntimeNumbers() {
  return {batchCount(getR()), sizeFromLast(getR(), -1)};
}

LogicalResult CholeskyUpdateOp::jvp(OpBuilder &builder, ArrayRef<Value> tangents,
                                    SmallVectorImpl<Value> &resultTangents) {
  // The result q has q^T q = r^T r + w w^T: q^T is the Cholesky factor of it.
  resultTangents.push_back(nullptr);
  ImplicitLocOpBuilder b(getLoc(), builder);
  Expr l = transposed(Expr(b, getResult()));
  Value da;
  if (tangents[0]) {
    Expr part =
        matmul(transposed(upperTriangle(Expr(b, getR()))), upperTriangle(Expr(b, tangents[0])));
    da = (part + transposed(part)).value();
  }
  if (tangents[1]) {
    int64_t n = sizeFromLast(getR(), -1);
    Expr part = repeatedColumns(Expr(b, getW()), n) * repeatedRows(Expr(b, tangents[1]), n);
    da = addTangents(b, da, (part + transposed(part)).value());
  }
  if (da)
    resultTangents.back() = transposed(choleskyTangent(l, Expr(b, da))).value();
  return success();
}

//===----------------------------------------------------------------------===//
// LU
//===----------------------------------------------------------------------===//

COVECTOR_INFER_TYPES(LuOp) {
  MatrixInference op(location, getOperationName(), operands, attributes, types);
  MatrixShape x;
  if (failed(op.checkOperands(1)) || failed(op.matrix(0, "operand", x)))
    return failure();
  Type integer = IntegerType::get(x.element.getContext(), 32);
  return failure(failed(op.result(op.operand(0).getShape(), x.element)) ||
                 failed(op.result(x.with({std::min(x.rows, x.columns)}), integer)) ||
                 failed(op.result(x.with({x.rows}), integer)));
}

std::string LuOp::getRuntimeFunction() { return linearAlgebraFunction("lu", getX()); }

SmallVector<int64_t> LuOp::getRuntimeNumbers() {
  return {batchCount(getX()), sizeFromLast(getX(), -2), sizeFromLast(getX(), -1)};
}

LogicalResult LuOp::jvp(OpBuilder &builder, ArrayRef<Value> tangents,
                        SmallVectorImpl<Value> &resultTangents) {
  resultTangents.append(3, Value());
  if (!tangents[0])
    return success();
  // With square L and U: L' U + L U' = P A', so that for M = L^-1 P A' U^-1
  // L' = L tril(M, -1) and U' = triu(M) U.
  ImplicitLocOpBuilder b(getLoc(), builder);
  Expr lu(b, getLu()), da(b, tangents[0]);
  int64_t m = sizeFromLast(getX(), -2), n = sizeFromLast(getX(), -1), k = std::min(m, n);
  Expr l = lowerTriangle(columnsOf(lu, 0, k), -1), u = upperTriangle(rowsOf(lu, 0, k));
  // The columns of L and rows of U that are not there are those of the identity.
  if (m > k)
    l = concatenated(l, columnsOf(Expr::like(identityLike(l, m, m), 0.0), k, m), -1);
  l = l + identityLike(l, m, m);
  if (n > k)
    u = concatenated(u, rowsOf(identityLike(u, n, n), k, n), -2);
  Expr left = triangularSolve(l, takeRows(da, Expr(b, getPermutation())), /*leftSide=*/true,
                              /*lower=*/true, false, false, /*unitDiagonal=*/true);
  Expr both = triangularSolve(u, left, /*leftSide=*/false, /*lower=*/false);
  Expr dl = matmul(l, lowerTriangle(both, -1)), du = matmul(upperTriangle(both), u);
  resultTangents[0] = (dl + du).value();
  return success();
}

COVECTOR_INFER_TYPES(LuPivotsToPermutationOp) {
  MatrixInference op(location, getOperationName(), operands, attributes, types);
  MatrixShape p;
  int64_t size;
  if (failed(op.checkOperands(1)) || failed(op.vector(0, "pivots", p)) ||
      failed(op.checkElement("pivots", op.operand(0), isInt32Element, "32-bit integer array")) ||
      failed(op.integer("size", size)))
    return failure();
  if (p.rows > size) // (C1)
    return op.error("there must not be more pivots than numbers, got " + text(op.operand(0)) +
                    " and size " + Twine(size));
  return op.result(p.with({size}), p.element);
}

std::string LuPivotsToPermutationOp::getRuntimeFunction() {
  return linearAlgebraFunction("lu_pivots_to_permutation", getPivots());
}

SmallVector<int64_t> LuPivotsToPermutationOp::getRuntimeNumbers() {
  return {batchCount(getPivots(), 1), sizeFromLast(getPivots(), -1), int64_t(getSize())};
}

//===----------------------------------------------------------------------===//
// QR
//===----------------------------------------------------------------------===//

COVECTOR_INFER_TYPES(QrOp) {
  MatrixInference op(location, getOperationName(), operands, attributes, types);
  MatrixShape x;
  bool full, pivoting;
  if (failed(op.checkOperands(1)) || failed(op.matrix(0, "operand", x)) ||
      failed(op.flag("full_matrices", full)) || failed(op.flag("pivoting", pivoting)))
    return failure();
  int64_t k = full ? x.rows : std::min(x.rows, x.columns);
  if (failed(op.result(x.with({x.rows, k}), x.element)) ||
      failed(op.result(x.with({k, x.columns}), x.element)))
    return failure();
  return pivoting ? op.result(x.with({x.columns}), IntegerType::get(x.element.getContext(), 32))
                  : success();
}

std::string QrOp::getRuntimeFunction() { return linearAlgebraFunction("qr", getX()); }

SmallVector<int64_t> QrOp::getRuntimeNumbers() {
  return {batchCount(getX()), sizeFromLast(getX(), -2), sizeFromLast(getX(), -1), getFullMatrices(),
          getPivoting()};
}

/// The tangents of the factors of matrices that have no more columns than rows.
/// With M = Q^H A' R^-1, Q^H Q' is skew-Hermitian and R' R^-1 upper triangular,
/// and M is their sum.
static std::pair<Expr, Expr> thinQrTangents(Expr q, Expr r, Expr da) {
  Expr scaled = triangularSolve(r, da, /*leftSide=*/false, /*lower=*/false);
  Expr m = matmul(adjoint(q), scaled);
  Expr lower = lowerTriangle(m, -1);
  Expr skew = lower - adjoint(lower);
  if (isComplexElement(m.element())) {
    // The diagonal of R is real, the imaginary part of M's belongs to Q.
    Expr diagonal = diagonalMatrix(diagonalOf(m));
    skew = skew + diagonal - convertLike(real(diagonal), diagonal);
  }
  return {matmul(q, skew - m) + scaled, matmul(m - skew, r)};
}

/// The tangent of the columns of a square q that follow those of the thin `q`:
/// Q = I - V T V^H with the reflectors V determines them by the others.
static Expr restOfQTangent(Expr q, Expr rest, Expr dq, int64_t m, int64_t n) {
  Expr top = rowsOf(q, 0, n), bottom = rowsOf(q, n, m);
  Expr dtop = rowsOf(dq, 0, n), dbottom = rowsOf(dq, n, m);
  // Z = bottom (top - I)^-1
  Expr zh = solve(adjoint(top - identityLike(top, n, n)), adjoint(bottom));
  Expr z = adjoint(zh);
  return matmul(dq, zh) - matmul(q + matmul(rest, z), adjoint(dbottom - matmul(z, dtop)));
}

LogicalResult QrOp::jvp(OpBuilder &builder, ArrayRef<Value> tangents,
                        SmallVectorImpl<Value> &resultTangents) {
  resultTangents.append((*this)->getNumResults(), Value());
  if (!tangents[0])
    return success();
  ImplicitLocOpBuilder b(getLoc(), builder);
  Expr x(b, getX()), q(b, getQ()), r(b, getR()), da(b, tangents[0]);
  int64_t m = sizeFromLast(getX(), -2), n = sizeFromLast(getX(), -1);
  if (getPivoting()) {
    Expr p(b, getP());
    x = takeColumns(x, p), da = takeColumns(da, p);
  }
  if (m < n) {
    // The first m columns are a square matrix; the others are q^H x there.
    auto [dq, dr] = thinQrTangents(q, columnsOf(r, 0, m), columnsOf(da, 0, m));
    Expr rest = matmul(adjoint(dq), columnsOf(x, m, n)) + matmul(adjoint(q), columnsOf(da, m, n));
    resultTangents[0] = dq.value();
    resultTangents[1] = concatenated(dr, rest, -1).value();
    return success();
  }
  Expr thin = columnsOf(q, 0, n);
  auto [dq, dr] = thinQrTangents(thin, rowsOf(r, 0, n), da);
  if (getFullMatrices() && m > n) {
    Expr rest = restOfQTangent(thin, columnsOf(q, n, m), dq, m, n);
    Expr zeros = Expr::like(rowsOf(r, n, m), 0.0);
    dq = concatenated(dq, rest, -1), dr = concatenated(dr, zeros, -2);
  }
  resultTangents[0] = dq.value();
  resultTangents[1] = dr.value();
  return success();
}

//===----------------------------------------------------------------------===//
// Reflectors
//===----------------------------------------------------------------------===//

COVECTOR_INFER_TYPES(HouseholderQrOp) {
  MatrixInference op(location, getOperationName(), operands, attributes, types);
  MatrixShape x;
  if (failed(op.checkOperands(1)) || failed(op.matrix(0, "operand", x)))
    return failure();
  return failure(failed(op.result(op.operand(0).getShape(), x.element)) ||
                 failed(op.result(x.with({std::min(x.rows, x.columns)}), x.element)));
}

std::string HouseholderQrOp::getRuntimeFunction() {
  return linearAlgebraFunction("householder_qr", getX());
}

SmallVector<int64_t> HouseholderQrOp::getRuntimeNumbers() {
  return {batchCount(getX()), sizeFromLast(getX(), -2), sizeFromLast(getX(), -1)};
}

COVECTOR_INFER_TYPES(HouseholderProductOp) {
  MatrixInference op(location, getOperationName(), operands, attributes, types);
  MatrixShape a, taus;
  if (failed(op.checkOperands(2)) || failed(op.matrix(0, "reflectors", a)) ||
      failed(op.vector(1, "taus", taus)) || failed(op.sameBatch(0, 1, a, taus)))
    return failure();
  if (a.rows < a.columns) // (C1)
    return op.error("reflectors must have at least as many rows as columns, got " +
                    text(op.operand(0)));
  if (taus.rows > a.columns) // (C2)
    return op.misfit("there must not be more taus than columns", 0, 1);
  return op.result(op.operand(0).getShape(), a.element);
}

std::string HouseholderProductOp::getRuntimeFunction() {
  return linearAlgebraFunction("householder_product", getReflectors());
}

SmallVector<int64_t> HouseholderProductOp::getRuntimeNumbers() {
  return {batchCount(getReflectors()), sizeFromLast(getReflectors(), -2),
          sizeFromLast(getReflectors(), -1), sizeFromLast(getTaus(), -1)};
}

COVECTOR_INFER_TYPES(HouseholderMultiplyOp) {
  MatrixInference op(location, getOperationName(), operands, attributes, types);
  MatrixShape a, taus, c;
  bool left, transpose;
  if (failed(op.checkOperands(3)) || failed(op.matrix(0, "reflectors", a)) ||
      failed(op.vector(1, "taus", taus)) || failed(op.sameBatch(0, 1, a, taus)) ||
      failed(op.matrix(2, "c", c)) || failed(op.sameBatch(0, 2, a, c)) ||
      failed(op.flag("left", left)) || failed(op.flag("transpose", transpose)))
    return failure();
  if ((left ? c.rows : c.columns) != a.rows) // (C1)
    return op.misfit(left ? "c must have as many rows as reflectors"
                          : "c must have as many columns as reflectors has rows",
                     0, 2);
  if (taus.rows > std::min(a.rows, a.columns)) // (C2, C3)
    return op.misfit("there must not be more taus than rows or columns", 0, 1);
  return op.result(op.operand(2).getShape(), a.element);
}

std::string HouseholderMultiplyOp::getRuntimeFunction() {
  return linearAlgebraFunction("householder_multiply", getReflectors());
}

SmallVector<int64_t> HouseholderMultiplyOp::getRuntimeNumbers() {
  return {batchCount(getC()),
          sizeFromLast(getC(), -2),
          sizeFromLast(getC(), -1),
          sizeFromLast(getReflectors(), -2),
          sizeFromLast(getReflectors(), -1),
          sizeFromLast(getTaus(), -1),
          getLeft(),
          getTranspose()};
}
