//===- LinearAlgebraEquations.cpp - solutions of linear equations ---------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// All are linear in the right-hand side and transposed as the same operation.
//
//===----------------------------------------------------------------------===//

#include "dialects/array/LinearAlgebraRules.h"

using namespace mlir;
using namespace covector::array;

/// The cotangent of a solver's operand `number`, the right-hand side, in which alone
/// it is linear; `solveFor` makes it of the result's.
static LogicalResult
transposeOfSolver(Operation *op, unsigned number, OpBuilder &builder, ArrayRef<Value> cotangents,
                  ArrayRef<bool> linear, SmallVectorImpl<Value> &operandCotangents,
                  llvm::function_ref<Value(ImplicitLocOpBuilder &, Value)> solveFor) {
  operandCotangents.assign(linear.size(), Value());
  for (unsigned i = 0; i < linear.size(); ++i)
    if (linear[i] && i != number)
      return emitNotLinear(op, i);
  ImplicitLocOpBuilder b(op->getLoc(), builder);
  if (linear[number] && cotangents[0])
    operandCotangents[number] = solveFor(b, cotangents[0]);
  return success();
}

/// Batches a solver of which the right-hand side, the last operand, alone is
/// mapped: the lanes are further columns of it (rows, without `leftSide`).
static LogicalResult batchColumns(Operation *op, OpBuilder &builder,
                                  ArrayRef<BatchedValue> operands, int64_t size, bool leftSide,
                                  SmallVectorImpl<BatchedValue> &results) {
  Location loc = op->getLoc();
  Value b = operands.back().value;
  auto type = cast<RankedTensorType>(b.getType());
  int64_t rank = type.getRank();
  // Lanes stand beside the columns (rows): [batch..., n, k, lanes], [batch..., lanes, k, n].
  int64_t place = leftSide ? rank - 1 : rank - 3;
  Value moved = moveAxis(builder, loc, b, 0, place);
  Shape apart(cast<RankedTensorType>(moved.getType()).getShape());
  Shape together(apart);
  together.erase(together.begin() + place);
  together[leftSide ? place - 1 : place] *= size;
  SmallVector<Value> values;
  for (BatchedValue operand : operands.drop_back())
    values.push_back(operand.value);
  values.push_back(reshape(builder, loc, moved, together));
  Operation *solved = rebuild(builder, op, values);
  if (!solved)
    return failure();
  Value result = reshape(builder, loc, solved->getResult(0), apart);
  results.push_back({moveAxis(builder, loc, result, place, 0), true});
  return success();
}

static bool onlyLastIsMapped(ArrayRef<BatchedValue> operands) {
  return llvm::none_of(operands.drop_back(), [](BatchedValue x) { return x.mapped; });
}

//===----------------------------------------------------------------------===//
// Triangular equations
//===----------------------------------------------------------------------===//

COVECTOR_INFER_TYPES(TriangularSolveOp) {
  MatrixInference op(location, getOperationName(), operands, attributes, types);
  MatrixShape a, b;
  bool leftSide, ignored;
  if (failed(op.checkOperands(2)) || failed(op.square(0, "a", a)) || // (C1)
      failed(op.matrix(1, "b", b)) || failed(op.sameBatch(0, 1, a, b)) ||
      failed(op.flag("left_side", leftSide)) || failed(op.flag("lower", ignored)) ||
      failed(op.flag("transpose_a", ignored)) || failed(op.flag("conjugate_a", ignored)) ||
      failed(op.flag("unit_diagonal", ignored)))
    return failure();
  if ((leftSide ? b.rows : b.columns) != a.rows) // (C2)
    return op.misfit(leftSide ? "b must have as many rows as a"
                              : "b must have as many columns as a has rows",
                     0, 1);
  return op.result(op.operand(1).getShape(), b.element);
}

std::string TriangularSolveOp::getRuntimeFunction() {
  return linearAlgebraFunction("triangular_solve", getA());
}

SmallVector<int64_t> TriangularSolveOp::getRuntimeNumbers() {
  return {
      batchCount(getB()), sizeFromLast(getB(), -2), sizeFromLast(getB(), -1), getLeftSide(),
      getLower(),         getTransposeA(),          getConjugateA(),          getUnitDiagonal()};
}

LogicalResult TriangularSolveOp::jvp(OpBuilder &builder, ArrayRef<Value> tangents,
                                     SmallVectorImpl<Value> &resultTangents) {
  ImplicitLocOpBuilder b(getLoc(), builder);
  auto solveFor = [&](Expr rhs) {
    return triangularSolve(Expr(b, getA()), rhs, getLeftSide(), getLower(), getTransposeA(),
                           getConjugateA(), getUnitDiagonal());
  };
  Value sum;
  if (tangents[0]) {
    // X' = -A^-1 A' X, or -X A' A^-1; the smaller of the two products' orders.
    int64_t k = getUnitDiagonal() ? 1 : 0;
    Expr x(b, getResult()), tangent(b, tangents[0]);
    Expr da = getLower() ? lowerTriangle(tangent, -k) : upperTriangle(tangent, k);
    da = getTransposeA() ? transposed(da) : da;
    da = getConjugateA() && isComplexElement(da.element()) ? conj(da) : da;
    int64_t m = sizeFromLast(getB(), -2), n = sizeFromLast(getB(), -1);
    Expr dx = getLeftSide() ? (m > n ? solveFor(matmul(da, x)) : matmul(solveFor(da), x))
                            : (m < n ? solveFor(matmul(x, da)) : matmul(x, solveFor(da)));
    sum = (-dx).value();
  }
  if (tangents[1])
    sum = addTangents(b, sum, solveFor(Expr(b, tangents[1])).value());
  resultTangents.push_back(sum);
  return success();
}

LogicalResult TriangularSolveOp::transpose(OpBuilder &builder, ArrayRef<Value> cotangents,
                                           ArrayRef<bool> linear,
                                           SmallVectorImpl<Value> &operandCotangents) {
  return transposeOfSolver(*this, 1, builder, cotangents, linear, operandCotangents,
                           [&](ImplicitLocOpBuilder &b, Value ct) {
                             return triangularSolve(Expr(b, getA()), Expr(b, ct), getLeftSide(),
                                                    getLower(), !getTransposeA(), getConjugateA(),
                                                    getUnitDiagonal())
                                 .value();
                           });
}

LogicalResult TriangularSolveOp::batch(OpBuilder &builder, ArrayRef<BatchedValue> operands,
                                       int64_t size, SmallVectorImpl<BatchedValue> &results) {
  if (onlyLastIsMapped(operands))
    return batchColumns(*this, builder, operands, size, getLeftSide(), results);
  return batchElementwise(*this, builder, operands, size, results);
}

//===----------------------------------------------------------------------===//
// Equations by given factors
//===----------------------------------------------------------------------===//

COVECTOR_INFER_TYPES(LinearSolveOp) {
  MatrixInference op(location, getOperationName(), operands, attributes, types);
  MatrixShape a, lu, pivots, b;
  bool ignored;
  if (failed(op.checkOperands(4)) || failed(op.square(0, "a", a)) || // (C1)
      failed(op.matrix(1, "lu", lu)) || failed(op.vector(2, "pivots", pivots)) ||
      failed(op.checkElement("pivots", op.operand(2), isInt32Element, "32-bit integer array")) ||
      failed(op.sameBatch(0, 2, a, pivots)) || failed(op.matrix(3, "b", b)) ||
      failed(op.sameBatch(0, 3, a, b)) || failed(op.flag("transpose_a", ignored)))
    return failure();
  if (op.operand(0) != op.operand(1) || pivots.rows != a.rows) // (C2)
    return op.misfit("lu must have the type of a, and a pivot for each row", 0, 1);
  if (b.rows != a.rows) // (C3)
    return op.misfit("b must have as many rows as a", 0, 3);
  return op.result(op.operand(3).getShape(), b.element);
}

std::string LinearSolveOp::getRuntimeFunction() {
  return linearAlgebraFunction("linear_solve", getA());
}

SmallVector<int64_t> LinearSolveOp::getRuntimeNumbers() {
  return {batchCount(getB()), sizeFromLast(getB(), -2), sizeFromLast(getB(), -1), getTransposeA()};
}

/// The equations with another right-hand side.
static Expr solveAgain(LinearSolveOp op, Expr rhs, bool transpose) {
  return Expr(rhs.b(), LinearSolveOp::create(rhs.b(), op.getA(), op.getLu(), op.getPivots(),
                                             rhs.value(), transpose));
}

LogicalResult LinearSolveOp::jvp(OpBuilder &builder, ArrayRef<Value> tangents,
                                 SmallVectorImpl<Value> &resultTangents) {
  // X' = A^-1 (B' - A' X)
  ImplicitLocOpBuilder b(getLoc(), builder);
  Value rhs = tangents[3];
  if (tangents[0]) {
    Expr da(b, tangents[0]);
    Expr change = -matmul(getTransposeA() ? transposed(da) : da, Expr(b, getResult()));
    rhs = addTangents(b, rhs, change.value());
  }
  resultTangents.push_back(rhs ? solveAgain(*this, Expr(b, rhs), getTransposeA()).value() : rhs);
  return success();
}

LogicalResult LinearSolveOp::transpose(OpBuilder &builder, ArrayRef<Value> cotangents,
                                       ArrayRef<bool> linear,
                                       SmallVectorImpl<Value> &operandCotangents) {
  return transposeOfSolver(*this, 3, builder, cotangents, linear, operandCotangents,
                           [&](ImplicitLocOpBuilder &b, Value ct) {
                             return solveAgain(*this, Expr(b, ct), !getTransposeA()).value();
                           });
}

LogicalResult LinearSolveOp::batch(OpBuilder &builder, ArrayRef<BatchedValue> operands,
                                   int64_t size, SmallVectorImpl<BatchedValue> &results) {
  if (onlyLastIsMapped(operands))
    return batchColumns(*this, builder, operands, size, /*leftSide=*/true, results);
  return batchElementwise(*this, builder, operands, size, results);
}

//===----------------------------------------------------------------------===//
// Tridiagonal equations
//===----------------------------------------------------------------------===//

COVECTOR_INFER_TYPES(TridiagonalSolveOp) {
  MatrixInference op(location, getOperationName(), operands, attributes, types);
  MatrixShape d, b;
  if (failed(op.checkOperands(4)) || failed(op.vector(1, "d", d)) || failed(op.matrix(3, "b", b)) ||
      failed(op.sameBatch(1, 3, d, b)))
    return failure();
  for (unsigned i : {0u, 2u})
    if (op.operand(i) != op.operand(1)) // (C1)
      return op.misfit("the diagonals must have one type", 1, i);
  if (b.rows != d.rows) // (C2)
    return op.misfit("b must have as many rows as d has elements", 1, 3);
  return op.result(op.operand(3).getShape(), b.element);
}

std::string TridiagonalSolveOp::getRuntimeFunction() {
  return linearAlgebraFunction("tridiagonal_solve", getD());
}

SmallVector<int64_t> TridiagonalSolveOp::getRuntimeNumbers() {
  return {batchCount(getB()), sizeFromLast(getB(), -2), sizeFromLast(getB(), -1)};
}

/// Vectors without their first (`first`) or last element, and a zero at the other end.
static Expr shiftedVector(Expr x, bool first) {
  int64_t n = sizeFromLast(x.value(), -1);
  if (n == 0)
    return x;
  Expr zero = Expr::like(columnsOf(x, 0, 1), 0.0);
  return first ? concatenated(columnsOf(x, 1, n), zero, -1)
               : concatenated(zero, columnsOf(x, 0, n - 1), -1);
}

/// The rows of matrices one place down (`down`) or up, with zeros where none comes.
static Expr shiftedRows(Expr x, bool down) {
  int64_t n = sizeFromLast(x.value(), -2);
  if (n == 0)
    return x;
  Expr zero = Expr::like(rowsOf(x, 0, 1), 0.0);
  return down ? concatenated(zero, rowsOf(x, 0, n - 1), -2)
              : concatenated(rowsOf(x, 1, n), zero, -2);
}

LogicalResult TridiagonalSolveOp::jvp(OpBuilder &builder, ArrayRef<Value> tangents,
                                      SmallVectorImpl<Value> &resultTangents) {
  // X' = A^-1 (B' - A' X)
  ImplicitLocOpBuilder b(getLoc(), builder);
  Expr x(b, getResult());
  int64_t k = sizeFromLast(getB(), -1);
  Value rhs = tangents[3];
  auto subtract = [&](Value tangent, Expr rows) {
    if (tangent)
      rhs = addTangents(b, rhs, (-(repeatedColumns(Expr(b, tangent), k) * rows)).value());
  };
  if (tangents[0])
    subtract(tangents[0], shiftedRows(x, /*down=*/true));
  subtract(tangents[1], x);
  if (tangents[2])
    subtract(tangents[2], shiftedRows(x, /*down=*/false));
  resultTangents.push_back(rhs);
  if (rhs)
    resultTangents.back() = TridiagonalSolveOp::create(b, getDl(), getD(), getDu(), rhs);
  return success();
}

LogicalResult TridiagonalSolveOp::transpose(OpBuilder &builder, ArrayRef<Value> cotangents,
                                            ArrayRef<bool> linear,
                                            SmallVectorImpl<Value> &operandCotangents) {
  return transposeOfSolver(*this, 3, builder, cotangents, linear, operandCotangents,
                           [&](ImplicitLocOpBuilder &b, Value ct) -> Value {
                             Expr below = shiftedVector(Expr(b, getDu()), /*first=*/false);
                             Expr above = shiftedVector(Expr(b, getDl()), /*first=*/true);
                             return TridiagonalSolveOp::create(b, below.value(), getD(),
                                                               above.value(), ct);
                           });
}

//===----------------------------------------------------------------------===//
// Sylvester's equation
//===----------------------------------------------------------------------===//

COVECTOR_INFER_TYPES(SylvesterOp) {
  MatrixInference op(location, getOperationName(), operands, attributes, types);
  MatrixShape a, b, c;
  if (failed(op.checkOperands(3)) || failed(op.square(0, "a", a)) || // (C1)
      failed(op.square(1, "b", b)) || failed(op.matrix(2, "c", c)) ||
      failed(op.sameBatch(0, 1, a, b)) || failed(op.sameBatch(0, 2, a, c)))
    return failure();
  if (c.rows != a.rows) // (C2)
    return op.misfit("c must have as many rows as a", 0, 2);
  if (c.columns != b.rows) // (C2)
    return op.misfit("c must have as many columns as b has rows", 1, 2);
  return op.result(op.operand(2).getShape(), c.element);
}

std::string SylvesterOp::getRuntimeFunction() { return linearAlgebraFunction("sylvester", getC()); }

SmallVector<int64_t> SylvesterOp::getRuntimeNumbers() {
  return {batchCount(getC()), sizeFromLast(getC(), -2), sizeFromLast(getC(), -1)};
}

LogicalResult SylvesterOp::jvp(OpBuilder &builder, ArrayRef<Value> tangents,
                               SmallVectorImpl<Value> &resultTangents) {
  // A X' + X' B = C' - A' X - X B'
  ImplicitLocOpBuilder b(getLoc(), builder);
  Expr x(b, getResult());
  Value rhs = tangents[2];
  if (tangents[0])
    rhs = addTangents(b, rhs, (-matmul(Expr(b, tangents[0]), x)).value());
  if (tangents[1])
    rhs = addTangents(b, rhs, (-matmul(x, Expr(b, tangents[1]))).value());
  resultTangents.push_back(rhs);
  if (rhs)
    resultTangents.back() = SylvesterOp::create(b, getA(), getB(), rhs);
  return success();
}

LogicalResult SylvesterOp::transpose(OpBuilder &builder, ArrayRef<Value> cotangents,
                                     ArrayRef<bool> linear,
                                     SmallVectorImpl<Value> &operandCotangents) {
  return transposeOfSolver(*this, 2, builder, cotangents, linear, operandCotangents,
                           [&](ImplicitLocOpBuilder &b, Value ct) -> Value {
                             Expr left = transposed(Expr(b, getA()));
                             Expr right = transposed(Expr(b, getB()));
                             return SylvesterOp::create(b, left.value(), right.value(), ct);
                           });
}
