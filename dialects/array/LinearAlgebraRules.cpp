//===- LinearAlgebraRules.cpp - matrices in inference and rules -----------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/array/LinearAlgebraRules.h"

using namespace mlir;

namespace covector::array {

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

bool isRealLinearAlgebraElement(Type type) { return type.isF32() || type.isF64(); }

bool isComplexLinearAlgebraElement(Type type) {
  auto complex = dyn_cast<ComplexType>(type);
  return complex && isRealLinearAlgebraElement(complex.getElementType());
}

bool isLinearAlgebraElement(Type type) {
  return isRealLinearAlgebraElement(type) || isComplexLinearAlgebraElement(type);
}

bool isInt32Element(Type type) { return type.isSignlessInteger(32); }

Type realElement(Type element) {
  auto complex = dyn_cast<ComplexType>(element);
  return complex ? complex.getElementType() : element;
}

Type complexElement(Type element) {
  return isa<ComplexType>(element) ? element : ComplexType::get(element);
}

Shape MatrixShape::with(ArrayRef<int64_t> core) const {
  Shape shape = batch;
  llvm::append_range(shape, core);
  return shape;
}

static LogicalResult splitShape(const MatrixInference &op, unsigned index, StringRef what,
                                int64_t rank, MatrixShape &shape) {
  RankedTensorType type = op.operand(index);
  if (type.getRank() < rank)
    return op.error(Twine(what) + " must have rank " + Twine(rank) + " or more, got " + text(type));
  shape.element = type.getElementType();
  shape.batch.assign(type.getShape().begin(), type.getShape().end() - rank);
  shape.rows = type.getShape()[type.getRank() - rank];
  shape.columns = rank == 2 ? type.getShape().back() : 1;
  return success();
}

static constexpr StringRef expectedElement = "float32, float64 or complex array";

LogicalResult MatrixInference::matrix(unsigned index, StringRef what, MatrixShape &shape) const {
  if (failed(checkElement(what, operand(index), isLinearAlgebraElement, expectedElement)))
    return failure();
  return splitShape(*this, index, what, 2, shape);
}

LogicalResult MatrixInference::square(unsigned index, StringRef what, MatrixShape &shape) const {
  if (failed(matrix(index, what, shape)))
    return failure();
  if (shape.rows == shape.columns)
    return success();
  return error(Twine(what) + " must hold square matrices, got " + text(operand(index)));
}

LogicalResult MatrixInference::vector(unsigned index, StringRef what, MatrixShape &shape) const {
  return splitShape(*this, index, what, 1, shape);
}

LogicalResult MatrixInference::misfit(const Twine &expected, unsigned first,
                                      unsigned second) const {
  return error(expected + ", got " + text(operand(first)) + " and " + text(operand(second)));
}

LogicalResult MatrixInference::sameBatch(unsigned first, unsigned second, const MatrixShape &x,
                                         const MatrixShape &y) const {
  if (x.element != y.element && !isInt32Element(x.element) && !isInt32Element(y.element))
    return misfit("operands must have one element type", first, second);
  if (x.batch != y.batch)
    return misfit("operands must have the same batch axes", first, second);
  return success();
}

LogicalResult MatrixInference::flag(StringRef name, bool &value) const {
  BoolAttr result;
  if (failed(attribute(name, "a boolean", result)))
    return failure();
  value = result.getValue();
  return success();
}

//===----------------------------------------------------------------------===//
// Calls of the runtime
//===----------------------------------------------------------------------===//

std::string linearAlgebraFunction(StringRef name, Value operand) {
  Type element = getElementTypeOrSelf(operand.getType());
  bool isSingle = realElement(element).isF32();
  StringRef suffix = isa<ComplexType>(element) ? (isSingle ? "c64" : "c128")
                     : isInt32Element(element) ? "i32"
                                               : (isSingle ? "f32" : "f64");
  return ("cv_" + name + "_" + suffix).str();
}

int64_t batchCount(Value array, int64_t rank) {
  ArrayRef<int64_t> shape = cast<RankedTensorType>(array.getType()).getShape();
  int64_t count = 1;
  for (int64_t size : shape.drop_back(rank))
    count *= size;
  return count;
}

int64_t sizeFromLast(Value array, int64_t axis) {
  ArrayRef<int64_t> shape = cast<RankedTensorType>(array.getType()).getShape();
  return shape[shape.size() + axis];
}

//===----------------------------------------------------------------------===//
// Formulas
//===----------------------------------------------------------------------===//

static ArrayRef<int64_t> shapeOf(Expr x) { return cast<RankedTensorType>(x.type()).getShape(); }

static int64_t rankOf(Expr x) { return shapeOf(x).size(); }

static Shape axesUpTo(int64_t count) { return llvm::to_vector(llvm::seq<int64_t>(0, count)); }

Expr realPart(Expr x) { return isComplexElement(x.element()) ? real(x) : x; }

Expr matmul(Expr x, Expr y) {
  int64_t rank = rankOf(x);
  Shape batch = axesUpTo(rank - 2);
  return Expr(x.b(), DotGeneralOp::create(x.b(), x.value(), y.value(), batch, batch,
                                          ArrayRef<int64_t>{rank - 1}, ArrayRef<int64_t>{rank - 2},
                                          x.element()));
}

Expr transposed(Expr x) {
  Shape permutation = axesUpTo(rankOf(x));
  std::swap(permutation[permutation.size() - 1], permutation[permutation.size() - 2]);
  return Expr(x.b(), transpose(x.b(), x.b().getLoc(), x.value(), permutation));
}

Expr adjoint(Expr x) {
  Expr result = transposed(x);
  return isComplexElement(x.element()) ? conj(result) : result;
}

/// Numbers of the rows (-2) or columns (-1) of matrices of shape `shape`.
static Expr numbersAlong(ImplicitLocOpBuilder &b, ArrayRef<int64_t> shape, int64_t axisFromLast) {
  return Expr(b, IotaOp::create(b, shape, b.getI32Type(), int64_t(shape.size()) + axisFromLast));
}

/// Where column - row compares with `k` in this way.
static Expr diagonalMask(ImplicitLocOpBuilder &b, ArrayRef<int64_t> shape,
                         ComparisonDirection direction, int64_t k) {
  Expr rows = numbersAlong(b, shape, -2), columns = numbersAlong(b, shape, -1);
  return compare(direction, columns - rows, Expr::like(rows, double(k)));
}

static Expr masked(Expr x, ComparisonDirection direction, int64_t k) {
  return select(diagonalMask(x.b(), shapeOf(x), direction, k), x, Expr::like(x, 0.0));
}

Expr lowerTriangle(Expr x, int64_t k) { return masked(x, ComparisonDirection::LE, k); }
Expr upperTriangle(Expr x, int64_t k) { return masked(x, ComparisonDirection::GE, k); }

static Expr filled(Expr x, ArrayRef<int64_t> shape, double number) {
  Type type = RankedTensorType::get(shape, x.element());
  return Expr(x.b(), full(x.b(), x.b().getLoc(), type, number));
}

Expr identityLike(Expr x, int64_t rows, int64_t columns) {
  Shape shape(shapeOf(x).drop_back(2));
  shape.append({rows, columns});
  return select(diagonalMask(x.b(), shape, ComparisonDirection::EQ, 0), filled(x, shape, 1.0),
                filled(x, shape, 0.0));
}

static Expr sumAlong(Expr x, ArrayRef<int64_t> axes) {
  return Expr(x.b(), reduceSum(x.b(), x.b().getLoc(), x.value(), axes));
}

Expr diagonalOf(Expr x) {
  // A matrix is cut to a square first, so that rows and diagonal are as many.
  int64_t size = std::min(shapeOf(x)[rankOf(x) - 2], shapeOf(x).back());
  Expr square = columnsOf(rowsOf(x, 0, size), 0, size);
  return sumAlong(masked(square, ComparisonDirection::EQ, 0), {rankOf(x) - 1});
}

static Expr broadcast(Expr x, ArrayRef<int64_t> shape, ArrayRef<int64_t> dimensions) {
  return Expr(x.b(), broadcastInDim(x.b(), x.b().getLoc(), x.value(), shape, dimensions));
}

Expr repeatedColumns(Expr x, int64_t size) {
  Shape shape(shapeOf(x));
  shape.push_back(size);
  return broadcast(x, shape, axesUpTo(rankOf(x)));
}

Expr repeatedRows(Expr x, int64_t size) {
  Shape shape(shapeOf(x)), dimensions = axesUpTo(rankOf(x));
  shape.insert(shape.end() - 1, size);
  ++dimensions.back();
  return broadcast(x, shape, dimensions);
}

Expr filledMatrix(Expr x, int64_t rows, int64_t columns) {
  Shape shape(shapeOf(x));
  shape.append({rows, columns});
  return broadcast(x, shape, axesUpTo(rankOf(x)));
}

Expr diagonalMatrix(Expr x) {
  return masked(repeatedColumns(x, shapeOf(x).back()), ComparisonDirection::EQ, 0);
}

Expr sumOfElements(Expr x) { return sumAlong(x, {rankOf(x) - 2, rankOf(x) - 1}); }
Expr traceOf(Expr x) { return sumOfElements(masked(x, ComparisonDirection::EQ, 0)); }

static Expr sliceOf(Expr x, int64_t axis, int64_t from, int64_t to) {
  if (from == 0 && to == shapeOf(x)[axis])
    return x;
  Shape starts(rankOf(x), 0), limits(shapeOf(x)), strides(rankOf(x), 1);
  starts[axis] = from, limits[axis] = to;
  return Expr(x.b(), SliceOp::create(x.b(), x.value(), starts, limits, strides));
}

Expr rowsOf(Expr x, int64_t from, int64_t to) { return sliceOf(x, rankOf(x) - 2, from, to); }
Expr columnsOf(Expr x, int64_t from, int64_t to) { return sliceOf(x, rankOf(x) - 1, from, to); }

Expr concatenated(Expr x, Expr y, int64_t axisFromLast) {
  return Expr(x.b(), ConcatenateOp::create(x.b(), ValueRange{x.value(), y.value()},
                                           rankOf(x) + axisFromLast));
}

/// The slices of `x` along `axis` whose numbers `p` holds.
static Expr takeAlong(Expr x, Expr p, int64_t axis) {
  ImplicitLocOpBuilder &b = x.b();
  int64_t rank = rankOf(x), other = axis == rank - 1 ? rank - 2 : rank - 1;
  Shape indexShape(shapeOf(p)), batch = axesUpTo(rank - 2), sizes(rank, 1);
  indexShape.push_back(1);
  sizes[other] = shapeOf(x)[other];
  Value indices = reshape(b, b.getLoc(), p.value(), indexShape);
  auto list = [&](StringRef name, ArrayRef<int64_t> values) {
    return b.getNamedAttr(name, b.getDenseI64ArrayAttr(values));
  };
  NamedAttribute attributes[] = {
      list("offset_axes", {other}),
      list("collapsed_axes", {axis}),
      list("operand_batch_axes", batch),
      list("indices_batch_axes", batch),
      list("start_index_map", {axis}),
      list("slice_sizes", sizes),
      b.getNamedAttr("mode", IndexModeAttr::get(b.getContext(), IndexMode::InBounds))};
  return Expr(b, GatherOp::create(b, ValueRange{x.value(), indices}, attributes));
}

Expr takeRows(Expr x, Expr p) { return takeAlong(x, p, rankOf(x) - 2); }
Expr takeColumns(Expr x, Expr p) { return takeAlong(x, p, rankOf(x) - 1); }

Expr convertLike(Expr x, Expr other) { return convert(x, other.element()); }

Expr hermitian(Expr x, bool lower) {
  Expr strict = lower ? lowerTriangle(x, -1) : upperTriangle(x, 1);
  Expr diagonal = masked(x, ComparisonDirection::EQ, 0);
  if (isComplexElement(x.element()))
    diagonal = convert(real(diagonal), x.element());
  return strict + adjoint(strict) + diagonal;
}

Expr triangularSolve(Expr a, Expr b, bool leftSide, bool lower, bool transpose, bool conjugate,
                     bool unitDiagonal) {
  return Expr(a.b(), TriangularSolveOp::create(a.b(), a.value(), b.value(), leftSide, lower,
                                               transpose, conjugate, unitDiagonal));
}

Expr solve(Expr a, Expr b) {
  // The factors are no function of `a` for derivatives: linear_solve has its own.
  Value constant = StopGradientOp::create(a.b(), a.value());
  auto factors = LuOp::create(a.b(), constant);
  return Expr(a.b(), LinearSolveOp::create(a.b(), a.value(), factors.getLu(), factors.getPivots(),
                                           b.value(), /*transpose_a=*/false));
}

Expr reciprocalOrZero(Expr x) {
  Expr zero = Expr::like(x, 0.0), one = Expr::like(x, 1.0);
  Expr isZero = compare(ComparisonDirection::EQ, x, zero);
  return select(isZero, zero, one / select(isZero, one, x));
}

Expr choleskyTangent(Expr l, Expr da) {
  // dL = L phi(L^-1 dA L^-H), where phi takes the lower triangle with half the diagonal.
  Expr right = triangularSolve(l, da, /*leftSide=*/false, /*lower=*/true, /*transpose=*/true,
                               /*conjugate=*/true);
  Expr both = triangularSolve(l, right, /*leftSide=*/true, /*lower=*/true);
  Expr half = masked(both, ComparisonDirection::EQ, 0) * 0.5;
  return matmul(l, lowerTriangle(both, -1) + half);
}

} // namespace covector::array
