//===- LinearAlgebraEigenvalues.cpp - eigenvalues and reductions ----------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/array/LinearAlgebraRules.h"

using namespace mlir;
using namespace covector::array;

/// 1 / (w_j - w_i) beside the diagonal, 0 on it.
static Expr inverseDifferences(Expr w) {
  int64_t n = sizeFromLast(w.value(), -1);
  Expr difference = repeatedRows(w, n) - repeatedColumns(w, n);
  Expr identity = identityLike(difference, n, n);
  return Expr::like(difference, 1.0) / (difference + identity) - identity;
}

//===----------------------------------------------------------------------===//
// Hermitian matrices
//===----------------------------------------------------------------------===//

COVECTOR_INFER_TYPES(EighOp) {
  MatrixInference op(location, getOperationName(), operands, attributes, types);
  MatrixShape x;
  bool lower, vectors;
  if (failed(op.checkOperands(1)) || failed(op.square(0, "operand", x)) || // (C1)
      failed(op.flag("lower", lower)) || failed(op.flag("vectors", vectors)) ||
      failed(op.result(x.with({x.rows}), realElement(x.element))))
    return failure();
  return vectors ? op.result(op.operand(0).getShape(), x.element) : success();
}

std::string EighOp::getRuntimeFunction() { return linearAlgebraFunction("eigh", getX()); }

SmallVector<int64_t> EighOp::getRuntimeNumbers() {
  return {batchCount(getX()), sizeFromLast(getX(), -1), getLower(), getVectors()};
}

LogicalResult EighOp::jvp(OpBuilder &builder, ArrayRef<Value> tangents,
                          SmallVectorImpl<Value> &resultTangents) {
  resultTangents.append((*this)->getNumResults(), Value());
  if (!tangents[0])
    return success();
  // With M = V^H A' V: w' = diag(M), V' = V (F * M), F_ij = 1 / (w_j - w_i).
  ImplicitLocOpBuilder b(getLoc(), builder);
  Value w = getW(), vectors = getV();
  if (!vectors) {
    auto whole = EighOp::create(b, getX(), getLower(), /*vectors=*/true);
    w = whole.getW(), vectors = whole.getV();
  }
  Expr v(b, vectors), da = hermitian(Expr(b, tangents[0]), getLower());
  Expr m = matmul(matmul(adjoint(v), da), v);
  resultTangents[0] = realPart(diagonalOf(m)).value();
  if (getVectors())
    resultTangents[1] = matmul(v, convertLike(inverseDifferences(Expr(b, w)), m) * m).value();
  return success();
}

void EighOp::getCanonicalizationPatterns(RewritePatternSet &patterns, MLIRContext *) {
  patterns.add(dropVectors<EighOp>);
}

COVECTOR_INFER_TYPES(TridiagonalOp) {
  MatrixInference op(location, getOperationName(), operands, attributes, types);
  MatrixShape x;
  bool lower;
  if (failed(op.checkOperands(1)) || failed(op.square(0, "operand", x)) ||
      failed(op.flag("lower", lower)))
    return failure();
  if (x.rows == 0) // (C1)
    return op.error("matrices must not be empty, got " + text(op.operand(0)));
  Type real = realElement(x.element);
  return failure(failed(op.result(op.operand(0).getShape(), x.element)) ||
                 failed(op.result(x.with({x.rows}), real)) ||
                 failed(op.result(x.with({x.rows - 1}), real)) ||
                 failed(op.result(x.with({x.rows - 1}), x.element)));
}

std::string TridiagonalOp::getRuntimeFunction() {
  return linearAlgebraFunction("tridiagonal", getX());
}

SmallVector<int64_t> TridiagonalOp::getRuntimeNumbers() {
  return {batchCount(getX()), sizeFromLast(getX(), -1), getLower()};
}

//===----------------------------------------------------------------------===//
// Any square matrices
//===----------------------------------------------------------------------===//

COVECTOR_INFER_TYPES(EigOp) {
  MatrixInference op(location, getOperationName(), operands, attributes, types);
  MatrixShape x;
  bool left, right, ignored;
  if (failed(op.checkOperands(1)) || failed(op.square(0, "operand", x)) || // (C1)
      failed(op.flag("left", left)) || failed(op.flag("right", right)) ||
      failed(op.flag("differentiable_vectors", ignored)) ||
      failed(op.result(x.with({x.rows}), complexElement(x.element))))
    return failure();
  for (bool wanted : {left, right})
    if (wanted && failed(op.result(op.operand(0).getShape(), complexElement(x.element))))
      return failure();
  return success();
}

std::string EigOp::getRuntimeFunction() { return linearAlgebraFunction("eig", getX()); }

SmallVector<int64_t> EigOp::getRuntimeNumbers() {
  return {batchCount(getX()), sizeFromLast(getX(), -1), getLeft(), getRight()};
}

/// The tangents of eigenvalues and eigenvectors, the vectors being columns of
/// length 1 whose greatest element is real.
static std::pair<Expr, Expr> eigTangents(Expr w, Expr v, Expr da) {
  ImplicitLocOpBuilder &b = w.b();
  int64_t n = sizeFromLast(w.value(), -1), rank = cast<RankedTensorType>(v.type()).getRank();
  Expr m = solve(v, matmul(da, v));
  Expr dv = matmul(v, inverseDifferences(w) * m);
  // V' is determined up to V diag(c): its columns must stay of length 1, which
  // is Re(v^H v') = 0, and their greatest elements v_k real, Im(v'_k) = 0.
  auto sumOfRows = [&](Expr x) { return Expr(b, reduceSum(b, b.getLoc(), x.value(), {rank - 2})); };
  Expr size(b, AbsOp::create(b, v.value()));
  Expr greatest(b, ArgMaxOp::create(b, size.value(), rank - 2, b.getI32Type()));
  ArrayRef<int64_t> shape = cast<RankedTensorType>(v.type()).getShape();
  Expr row(b, IotaOp::create(b, shape, b.getI32Type(), rank - 2));
  Expr mask = convertLike(compare(ComparisonDirection::EQ, row, repeatedRows(greatest, n)), size);
  Expr length = sumOfRows(real(conj(v) * dv));
  Expr phase = sumOfRows(mask * imag(dv)) / sumOfRows(mask * real(v));
  Expr c = covector::array::complex(-length, -phase);
  return {diagonalOf(m), dv + v * repeatedRows(c, n)};
}

LogicalResult EigOp::jvp(OpBuilder &builder, ArrayRef<Value> tangents,
                         SmallVectorImpl<Value> &resultTangents) {
  resultTangents.append((*this)->getNumResults(), Value());
  if (!tangents[0])
    return success();
  bool hasVectors = getLeft() || getRight();
  if (hasVectors && !getDifferentiableVectors())
    return emitError("NotImplementedError: eig: derivatives of eigenvectors hold only where "
                     "eigenvalues differ and each vector has one greatest element; pass "
                     "enable_eigvec_derivs=True to lax.linalg.eig if that is so, or use eigvals");
  ImplicitLocOpBuilder b(getLoc(), builder);
  Value w = getW(), right;
  if (getRight()) {
    right = getVectors().back();
  } else {
    auto whole = EigOp::create(b, getX(), /*left=*/false, /*right=*/true,
                               /*differentiable_vectors=*/true);
    right = whole.getVectors().front();
    w = whole.getW();
  }
  Expr v(b, right);
  Expr da = convertLike(Expr(b, tangents[0]), v);
  if (!hasVectors) {
    // w' = diag(V^-1 A' V)
    resultTangents[0] = diagonalOf(solve(v, matmul(da, v))).value();
    return success();
  }
  auto [dw, dv] = eigTangents(Expr(b, w), v, da);
  resultTangents[0] = dw.value();
  if (getRight())
    resultTangents.back() = dv.value();
  if (getLeft())
    // The left vectors are the right ones of the adjoint.
    resultTangents[1] =
        eigTangents(conj(Expr(b, w)), Expr(b, getVectors().front()), adjoint(da)).second.value();
  return success();
}

COVECTOR_INFER_TYPES(SchurOp) {
  MatrixInference op(location, getOperationName(), operands, attributes, types);
  MatrixShape x;
  bool vectors;
  if (failed(op.checkOperands(1)) || failed(op.square(0, "operand", x)) || // (C1)
      failed(op.flag("vectors", vectors)) || failed(op.result(op.operand(0).getShape(), x.element)))
    return failure();
  return vectors ? op.result(op.operand(0).getShape(), x.element) : success();
}

std::string SchurOp::getRuntimeFunction() { return linearAlgebraFunction("schur", getX()); }

SmallVector<int64_t> SchurOp::getRuntimeNumbers() {
  return {batchCount(getX()), sizeFromLast(getX(), -1), getVectors()};
}

void SchurOp::getCanonicalizationPatterns(RewritePatternSet &patterns, MLIRContext *) {
  patterns.add(dropVectors<SchurOp>);
}

COVECTOR_INFER_TYPES(ComplexSchurOp) {
  MatrixInference op(location, getOperationName(), operands, attributes, types);
  MatrixShape t;
  if (failed(op.checkOperands(2)) || failed(op.square(0, "t", t)) ||
      failed(op.checkElement("operands", op.operand(0), isRealLinearAlgebraElement,
                             "float32 or float64 array")))
    return failure();
  if (op.operand(0) != op.operand(1)) // (C1)
    return op.misfit("operands must have one type", 0, 1);
  for (unsigned i = 0; i < 2; ++i)
    if (failed(op.result(op.operand(0).getShape(), complexElement(t.element))))
      return failure();
  return success();
}

std::string ComplexSchurOp::getRuntimeFunction() {
  return linearAlgebraFunction("complex_schur", getT());
}

SmallVector<int64_t> ComplexSchurOp::getRuntimeNumbers() {
  return {batchCount(getT()), sizeFromLast(getT(), -1)};
}

COVECTOR_INFER_TYPES(HessenbergOp) {
  MatrixInference op(location, getOperationName(), operands, attributes, types);
  MatrixShape x;
  if (failed(op.checkOperands(1)) || failed(op.square(0, "operand", x)) || // (C1)
      failed(op.result(op.operand(0).getShape(), x.element)))
    return failure();
  return op.result(x.with({std::max<int64_t>(x.rows - 1, 0)}), x.element);
}

std::string HessenbergOp::getRuntimeFunction() {
  return linearAlgebraFunction("hessenberg", getX());
}

SmallVector<int64_t> HessenbergOp::getRuntimeNumbers() {
  return {batchCount(getX()), sizeFromLast(getX(), -1)};
}
