//===- LinearAlgebraFunctions.cpp - determinants and square roots ---------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/array/LinearAlgebraRules.h"

using namespace mlir;
using namespace covector::array;

//===----------------------------------------------------------------------===//
// Determinants
//===----------------------------------------------------------------------===//

COVECTOR_INFER_TYPES(DetOp) {
  MatrixInference op(location, getOperationName(), operands, attributes, types);
  MatrixShape x;
  if (failed(op.checkOperands(1)) || failed(op.square(0, "operand", x))) // (C1)
    return failure();
  return op.result(x.batch, x.element);
}

std::string DetOp::getRuntimeFunction() { return linearAlgebraFunction("det", getX()); }

SmallVector<int64_t> DetOp::getRuntimeNumbers() {
  return {batchCount(getX()), sizeFromLast(getX(), -1)};
}

LogicalResult DetOp::jvp(OpBuilder &builder, ArrayRef<Value> tangents,
                         SmallVectorImpl<Value> &resultTangents) {
  resultTangents.push_back(nullptr);
  if (!tangents[0])
    return success();
  ImplicitLocOpBuilder b(getLoc(), builder);
  Expr cofactors(b, CofactorOp::create(b, getX()));
  resultTangents.back() = sumOfElements(cofactors * Expr(b, tangents[0])).value();
  return success();
}

COVECTOR_INFER_TYPES(CofactorOp) {
  MatrixInference op(location, getOperationName(), operands, attributes, types);
  MatrixShape x;
  if (failed(op.checkOperands(1)) || failed(op.square(0, "operand", x))) // (C1)
    return failure();
  return op.result(op.operand(0).getShape(), x.element);
}

std::string CofactorOp::getRuntimeFunction() { return linearAlgebraFunction("cofactor", getX()); }

SmallVector<int64_t> CofactorOp::getRuntimeNumbers() {
  return {batchCount(getX()), sizeFromLast(getX(), -1)};
}

/// The products of all of the values s_k but two, for every pair (i, j); 0 for i = j.
static Expr productsWithoutPairs(Expr s) {
  // Of values that are zero, one or two may be the pair; the others are divided by.
  ImplicitLocOpBuilder &b = s.b();
  int64_t n = sizeFromLast(s.value(), -1), axis = cast<RankedTensorType>(s.type()).getRank() - 1;
  Expr one = Expr::like(s, 1.0), zero = Expr::like(s, 0.0);
  Expr isZero = compare(ComparisonDirection::EQ, s, zero);
  Expr value = select(isZero, one, s), count = select(isZero, one, zero);
  Expr product(b, ReduceProdOp::create(b, value.value(), ArrayRef<int64_t>{axis}));
  Expr zeros(b, ReduceSumOp::create(b, count.value(), ArrayRef<int64_t>{axis}));
  Expr pairs = filledMatrix(product, n, n) / repeatedRows(value, n) / repeatedColumns(value, n);
  Expr others = filledMatrix(zeros, n, n) - repeatedRows(count, n) - repeatedColumns(count, n);
  Expr isWhole = compare(ComparisonDirection::EQ, others, Expr::like(others, 0.0));
  Expr all = select(isWhole, pairs, Expr::like(pairs, 0.0));
  return all - diagonalMatrix(diagonalOf(all));
}

LogicalResult CofactorOp::jvp(OpBuilder &builder, ArrayRef<Value> tangents,
                              SmallVectorImpl<Value> &resultTangents) {
  resultTangents.push_back(nullptr);
  if (!tangents[0])
    return success();
  // The adjugate of A = U S V^H is c V adj(S) U^H with c = det(U) det(V^H). With
  // E = U^H A' V and the products G_ij of all values but s_i and s_j, the tangent
  // of adj(S) is -G_ij E_ij beside the diagonal, and sum_k G_ik E_kk on it: no
  // division, so that it holds for singular matrices too.
  ImplicitLocOpBuilder b(getLoc(), builder);
  auto svd = SvdOp::create(b, getX(), /*full_matrices=*/true, /*vectors=*/true);
  Expr s(b, svd.getS()), u(b, svd.getUv()[0]), vh(b, svd.getUv()[1]), da(b, tangents[0]);
  int64_t n = sizeFromLast(getX(), -1);
  Expr v = adjoint(vh);
  Expr e = matmul(matmul(adjoint(u), da), v);
  Expr g = convertLike(productsWithoutPairs(s), e);
  // Every column of this product is the diagonal.
  Expr diagonal = matmul(g, repeatedColumns(diagonalOf(e), n));
  Expr inner = diagonalMatrix(diagonalOf(diagonal)) - g * e;
  Expr sign = Expr(b, DetOp::create(b, u.value())) * Expr(b, DetOp::create(b, vh.value()));
  Expr adjugate = matmul(matmul(v, inner), adjoint(u)) * filledMatrix(sign, n, n);
  resultTangents.back() = transposed(adjugate).value();
  return success();
}

COVECTOR_INFER_TYPES(SlogdetOp) {
  MatrixInference op(location, getOperationName(), operands, attributes, types);
  MatrixShape x;
  if (failed(op.checkOperands(1)) || failed(op.square(0, "operand", x))) // (C1)
    return failure();
  return failure(failed(op.result(x.batch, x.element)) ||
                 failed(op.result(x.batch, realElement(x.element))));
}

std::string SlogdetOp::getRuntimeFunction() { return linearAlgebraFunction("slogdet", getX()); }

SmallVector<int64_t> SlogdetOp::getRuntimeNumbers() {
  return {batchCount(getX()), sizeFromLast(getX(), -1)};
}

LogicalResult SlogdetOp::jvp(OpBuilder &builder, ArrayRef<Value> tangents,
                             SmallVectorImpl<Value> &resultTangents) {
  resultTangents.append(2, Value());
  if (!tangents[0])
    return success();
  // (log det A)' = tr(A^-1 A'); its imaginary part turns the sign.
  ImplicitLocOpBuilder b(getLoc(), builder);
  Expr trace = traceOf(solve(Expr(b, getX()), Expr(b, tangents[0])));
  if (!isComplexElement(trace.element())) {
    resultTangents[1] = trace.value();
    return success();
  }
  Expr turn = convertLike(imag(trace), trace) *
              complex(Expr::like(real(trace), 0.0), Expr::like(real(trace), 1.0));
  resultTangents[0] = (Expr(b, getSign()) * turn).value();
  resultTangents[1] = real(trace).value();
  return success();
}

//===----------------------------------------------------------------------===//
// Square roots
//===----------------------------------------------------------------------===//

COVECTOR_INFER_TYPES(SqrtmOp) {
  MatrixInference op(location, getOperationName(), operands, attributes, types);
  MatrixShape x;
  if (failed(op.checkOperands(1)) || failed(op.square(0, "operand", x)) || // (C1)
      failed(op.checkElement("operand", op.operand(0), isComplexLinearAlgebraElement,
                             "complex array")))
    return failure();
  return op.result(op.operand(0).getShape(), x.element);
}

std::string SqrtmOp::getRuntimeFunction() { return linearAlgebraFunction("sqrtm", getX()); }

SmallVector<int64_t> SqrtmOp::getRuntimeNumbers() {
  return {batchCount(getX()), sizeFromLast(getX(), -1)};
}

LogicalResult SqrtmOp::jvp(OpBuilder &builder, ArrayRef<Value> tangents,
                           SmallVectorImpl<Value> &resultTangents) {
  // R R = A: R R' + R' R = A'
  resultTangents.push_back(nullptr);
  if (tangents[0])
    resultTangents.back() =
        SylvesterOp::create(builder, getLoc(), getResult(), getResult(), tangents[0]);
  return success();
}
