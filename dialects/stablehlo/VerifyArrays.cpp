//===- VerifyArrays.cpp - verifiers of operations on parts of arrays ------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/stablehlo/Verify.h"

using namespace mlir;
using namespace covector::stablehlo;

//===----------------------------------------------------------------------===//
// Indexing
//===----------------------------------------------------------------------===//

static LogicalResult checkStarts(Operation *op, OperandRange starts, int64_t rank) {
  if (failed(checkLength(op, "the start", starts.size(), rank)))
    return failure();
  for (Value start : starts) {
    auto type = cast<RankedTensorType>(start.getType());
    if (type.getRank() != 0 || !isa<IntegerType>(type.getElementType()) ||
        type != starts.front().getType())
      return op->emitOpError() << "the start must be integers of one type, got " << type;
  }
  return success();
}

LogicalResult DynamicSliceOp::verify() {
  RankedTensorType from = arrayType(getOperand());
  if (failed(checkStarts(*this, getStartIndices(), from.getRank())) ||
      failed(checkLength(*this, "sizes", getSliceSizes().size(), from.getRank())))
    return failure();
  for (auto [i, size] : llvm::enumerate(getSliceSizes()))
    if (size < 0 || size > from.getDimSize(i))
      return emitOpError() << "size " << i << " must be from 0 to " << from.getDimSize(i)
                           << ", got " << size;
  return checkType(*this, "the result", getType(),
                   RankedTensorType::get(getSliceSizes(), from.getElementType()));
}

LogicalResult DynamicUpdateSliceOp::verify() {
  RankedTensorType from = arrayType(getOperand()), update = arrayType(getUpdate());
  if (failed(checkStarts(*this, getStartIndices(), from.getRank())) ||
      failed(checkLength(*this, "the shape of the update", update.getRank(), from.getRank())) ||
      failed(checkType(*this, "an element of the update", update.getElementType(),
                       from.getElementType())))
    return failure();
  for (int64_t i = 0; i < from.getRank(); ++i)
    if (update.getDimSize(i) > from.getDimSize(i))
      return emitOpError() << "the update must be no larger than the operand, got " << update
                           << " for " << from;
  return checkType(*this, "the result", getType(), from);
}

/// The axes of indices that are not the one of their vectors, of the sizes of these.
static SmallVector<int64_t> batchShape(RankedTensorType indices, int64_t vectorAxis) {
  SmallVector<int64_t> shape(indices.getShape());
  if (vectorAxis < int64_t(shape.size()))
    shape.erase(shape.begin() + vectorAxis);
  return shape;
}

LogicalResult GatherOp::verify() {
  RankedTensorType from = arrayType(getOperand()), indices = arrayType(getStartIndices());
  GatherDimensionNumbersAttr numbers = getDimensionNumbers();
  ArrayRef<int64_t> sizes = getSliceSizes();
  if (failed(checkLength(*this, "slice_sizes", sizes.size(), from.getRank())) ||
      failed(checkAxes(*this, "collapsed_slice_dims", numbers.getCollapsedSliceDims(),
                       from.getRank())) ||
      failed(checkAxes(*this, "operand_batching_dims", numbers.getOperandBatchingDims(),
                       from.getRank())) ||
      failed(checkAxes(*this, "start_index_map", numbers.getStartIndexMap(), from.getRank())) ||
      failed(checkAxes(*this, "index_vector_dim", {numbers.getIndexVectorDim()},
                       indices.getRank() + 1)))
    return failure();
  SmallVector<int64_t> window;
  for (auto [i, size] : llvm::enumerate(sizes)) {
    if (size < 0 || size > from.getDimSize(i))
      return emitOpError() << "slice size " << i << " must be from 0 to " << from.getDimSize(i)
                           << ", got " << size;
    if (!llvm::is_contained(numbers.getCollapsedSliceDims(), i) &&
        !llvm::is_contained(numbers.getOperandBatchingDims(), i))
      window.push_back(size);
  }
  SmallVector<int64_t> batch = batchShape(indices, numbers.getIndexVectorDim());
  int64_t rank = window.size() + batch.size();
  if (failed(checkLength(*this, "offset_dims", numbers.getOffsetDims().size(), window.size())) ||
      failed(checkAxes(*this, "offset_dims", numbers.getOffsetDims(), rank)))
    return failure();
  SmallVector<int64_t> shape;
  auto nextWindow = window.begin(), nextBatch = batch.begin();
  for (int64_t i = 0; i < rank; ++i)
    shape.push_back(llvm::is_contained(numbers.getOffsetDims(), i) ? *nextWindow++ : *nextBatch++);
  return checkType(*this, "the result", getType(),
                   RankedTensorType::get(shape, from.getElementType()));
}

LogicalResult ScatterOp::verify() {
  if (getInputs().empty())
    return emitOpError("must have an input");
  SmallVector<Type> elements, results(getInputs().getTypes());
  RankedTensorType first = arrayType(getInputs()[0]), updates = arrayType(getUpdates()[0]);
  ScatterDimensionNumbersAttr numbers = getScatterDimensionNumbers();
  for (auto [input, update] : llvm::zip_equal(getInputs(), getUpdates())) {
    Type element = getElementTypeOrSelf(input.getType());
    if (failed(checkType(*this, "an input", input.getType(), first.clone(element))) ||
        failed(checkType(*this, "an update", update.getType(), updates.clone(element))))
      return failure();
    elements.push_back(element);
  }
  RankedTensorType indices = arrayType(getScatterIndices());
  SmallVector<int64_t> batch = batchShape(indices, numbers.getIndexVectorDim());
  if (failed(checkAxes(*this, "inserted_window_dims", numbers.getInsertedWindowDims(),
                       first.getRank())) ||
      failed(checkAxes(*this, "scatter_dims_to_operand_dims", numbers.getScatterDimsToOperandDims(),
                       first.getRank())) ||
      failed(checkAxes(*this, "update_window_dims", numbers.getUpdateWindowDims(),
                       updates.getRank())) ||
      failed(checkLength(*this, "the shape of the updates", updates.getRank(),
                         batch.size() + numbers.getUpdateWindowDims().size())))
    return failure();
  auto next = batch.begin();
  for (int64_t i = 0; i < updates.getRank(); ++i)
    if (!llvm::is_contained(numbers.getUpdateWindowDims(), i) && updates.getDimSize(i) != *next++)
      return emitOpError() << "the updates' axes that are no windows must be those of the indices, "
                              "got "
                           << updates << " for " << indices;
  if (TypeRange(getResultTypes()) != TypeRange(results))
    return emitOpError("must give the types of its inputs");
  SmallVector<Type> twice(elements);
  twice.append(elements);
  return checkScalarRegion(*this, getUpdateComputation(), twice, elements);
}

//===----------------------------------------------------------------------===//
// Reductions
//===----------------------------------------------------------------------===//

LogicalResult ReduceOp::verify() {
  if (getInputs().empty())
    return emitOpError("must have an input");
  RankedTensorType first = arrayType(getInputs()[0]);
  if (failed(checkAxes(*this, "dimensions", getDimensions(), first.getRank())) ||
      failed(checkLength(*this, "the results", getResults().size(), getInputs().size())))
    return failure();
  SmallVector<int64_t> shape;
  for (int64_t i = 0; i < first.getRank(); ++i)
    if (!llvm::is_contained(getDimensions(), i))
      shape.push_back(first.getDimSize(i));
  SmallVector<Type> elements;
  for (auto [input, init, result] : llvm::zip_equal(getInputs(), getInitValues(), getResults())) {
    Type element = getElementTypeOrSelf(input.getType());
    if (failed(checkType(*this, "an input", input.getType(), first.clone(element))) ||
        failed(checkType(*this, "an initial value", init.getType(),
                         RankedTensorType::get({}, element))) ||
        failed(
            checkType(*this, "a result", result.getType(), RankedTensorType::get(shape, element))))
      return failure();
    elements.push_back(element);
  }
  SmallVector<Type> twice(elements);
  twice.append(elements);
  return checkScalarRegion(*this, getBody(), twice, elements);
}

/// The shape of the windows' places.
static FailureOr<SmallVector<int64_t>>
windowShape(Operation *op, ArrayRef<int64_t> shape, ArrayRef<int64_t> sizes,
            std::optional<ArrayRef<int64_t>> strides, std::optional<DenseIntElementsAttr> padding,
            std::optional<ArrayRef<int64_t>> baseDilations,
            std::optional<ArrayRef<int64_t>> windowDilations) {
  int64_t rank = shape.size();
  for (auto numbers : {std::optional(sizes), strides, baseDilations, windowDilations}) {
    if (!numbers)
      continue;
    if (failed(checkLength(op, "what is said of windows", numbers->size(), rank)))
      return failure();
    for (int64_t number : *numbers)
      if (number < 1)
        return op->emitOpError() << "what is said of windows must be positive, got " << number;
  }
  SmallVector<int64_t> pads(2 * rank, 0), result;
  if (padding) {
    pads = llvm::to_vector(padding->getValues<int64_t>());
    if (failed(checkLength(op, "padding", pads.size(), 2 * rank)))
      return failure();
  }
  auto dilated = [](int64_t length, int64_t dilation) {
    return length == 0 ? 0 : (length - 1) * dilation + 1;
  };
  for (int64_t i = 0; i < rank; ++i) {
    int64_t length =
        dilated(shape[i], baseDilations ? (*baseDilations)[i] : 1) + pads[2 * i] + pads[2 * i + 1];
    int64_t size = dilated(sizes[i], windowDilations ? (*windowDilations)[i] : 1);
    result.push_back(windowCount(length, size, strides ? (*strides)[i] : 1));
  }
  return result;
}

LogicalResult ReduceWindowOp::verify() {
  if (getInputs().empty())
    return emitOpError("must have an input");
  RankedTensorType first = arrayType(getInputs()[0]);
  FailureOr<SmallVector<int64_t>> shape =
      windowShape(*this, first.getShape(), getWindowDimensions(), getWindowStrides(), getPadding(),
                  getBaseDilations(), getWindowDilations());
  if (failed(shape) ||
      failed(checkLength(*this, "the results", getResults().size(), getInputs().size())))
    return failure();
  SmallVector<Type> elements;
  for (auto [input, init, result] : llvm::zip_equal(getInputs(), getInitValues(), getResults())) {
    Type element = getElementTypeOrSelf(input.getType());
    if (failed(checkType(*this, "an input", input.getType(), first.clone(element))) ||
        failed(checkType(*this, "an initial value", init.getType(),
                         RankedTensorType::get({}, element))) ||
        failed(
            checkType(*this, "a result", result.getType(), RankedTensorType::get(*shape, element))))
      return failure();
    elements.push_back(element);
  }
  SmallVector<Type> twice(elements);
  twice.append(elements);
  return checkScalarRegion(*this, getBody(), twice, elements);
}

LogicalResult SelectAndScatterOp::verify() {
  RankedTensorType from = arrayType(getOperand());
  Type element = from.getElementType(), boolean = IntegerType::get(getContext(), 1);
  SmallVector<int64_t> ones(from.getRank(), 1);
  FailureOr<SmallVector<int64_t>> shape =
      windowShape(*this, from.getShape(), getWindowDimensions().value_or(ones), getWindowStrides(),
                  getPadding(), std::nullopt, std::nullopt);
  if (failed(shape) ||
      failed(checkType(*this, "the source", getSource().getType(),
                       RankedTensorType::get(*shape, element))) ||
      failed(checkType(*this, "the initial value", getInitValue().getType(),
                       RankedTensorType::get({}, element))) ||
      failed(checkType(*this, "the result", getType(), from)) ||
      failed(checkScalarRegion(*this, getSelect(), {element, element}, {boolean})))
    return failure();
  return checkScalarRegion(*this, getScatter(), {element, element}, {element});
}

LogicalResult SortOp::verify() {
  if (getInputs().empty())
    return emitOpError("must have an input");
  RankedTensorType first = arrayType(getInputs()[0]);
  int64_t axis = getDimension();
  if (failed(checkAxes(*this, "dimension", {axis < 0 ? axis + first.getRank() : axis},
                       first.getRank())))
    return failure();
  SmallVector<Type> elements;
  for (Value input : getInputs()) {
    Type element = getElementTypeOrSelf(input.getType());
    if (failed(checkType(*this, "an input", input.getType(), first.clone(element))))
      return failure();
    elements.append(2, element);
  }
  if (TypeRange(getResultTypes()) != TypeRange(getInputs().getTypes()))
    return emitOpError("must give the types of its inputs");
  return checkScalarRegion(*this, getComparator(), elements, {IntegerType::get(getContext(), 1)});
}

//===----------------------------------------------------------------------===//
// Contractions
//===----------------------------------------------------------------------===//

LogicalResult DotGeneralOp::verify() {
  RankedTensorType x = arrayType(getLhs()), y = arrayType(getRhs());
  DotDimensionNumbersAttr numbers = getDotDimensionNumbers();
  SmallVector<int64_t> xAxes(numbers.getLhsBatchingDimensions()),
      yAxes(numbers.getRhsBatchingDimensions());
  int64_t batch = xAxes.size();
  llvm::append_range(xAxes, numbers.getLhsContractingDimensions());
  llvm::append_range(yAxes, numbers.getRhsContractingDimensions());
  if (failed(checkLength(*this, "batching_dims of the second operand",
                         numbers.getRhsBatchingDimensions().size(), batch)) ||
      failed(checkLength(*this, "the axes of the second operand", yAxes.size(), xAxes.size())) ||
      failed(checkAxes(*this, "the axes of the first operand", xAxes, x.getRank())) ||
      failed(checkAxes(*this, "the axes of the second operand", yAxes, y.getRank())))
    return failure();
  SmallVector<int64_t> shape;
  for (auto [i, axes] : llvm::enumerate(llvm::zip_equal(xAxes, yAxes))) {
    auto [xAxis, yAxis] = axes;
    if (x.getDimSize(xAxis) != y.getDimSize(yAxis))
      return emitOpError() << "axis " << xAxis << " of the first and axis " << yAxis
                           << " of the second operand must have one size, got "
                           << x.getDimSize(xAxis) << " and " << y.getDimSize(yAxis);
    if (int64_t(i) < batch)
      shape.push_back(x.getDimSize(xAxis));
  }
  for (int64_t i = 0; i < x.getRank(); ++i)
    if (!llvm::is_contained(xAxes, i))
      shape.push_back(x.getDimSize(i));
  for (int64_t i = 0; i < y.getRank(); ++i)
    if (!llvm::is_contained(yAxes, i))
      shape.push_back(y.getDimSize(i));
  // The element type may be one of more digits, in which the sums are made.
  auto type = cast<RankedTensorType>(getType());
  return checkType(*this, "the result", type, RankedTensorType::get(shape, type.getElementType()));
}

LogicalResult ConvolutionOp::verify() {
  RankedTensorType x = arrayType(getLhs()), kernel = arrayType(getRhs());
  ConvDimensionNumbersAttr numbers = getDimensionNumbers();
  int64_t features = getFeatureGroupCount(), batches = getBatchGroupCount();
  if (failed(checkLength(*this, "the shape of the kernel", kernel.getRank(), x.getRank())) ||
      failed(checkLength(*this, "dim_numbers", numbers.getInputSpatialDimensions().size() + 2,
                         x.getRank())) ||
      failed(checkLength(*this, "dim_numbers", numbers.getKernelSpatialDimensions().size() + 2,
                         x.getRank())) ||
      failed(checkLength(*this, "dim_numbers", numbers.getOutputSpatialDimensions().size() + 2,
                         x.getRank())))
    return failure();
  if (features < 1 || batches < 1)
    return emitOpError() << "the numbers of groups must be positive, got " << features << " and "
                         << batches;
  int64_t inputs = x.getDimSize(numbers.getInputFeatureDimension());
  if (inputs != features * kernel.getDimSize(numbers.getKernelInputFeatureDimension()))
    return emitOpError() << "the input must have the kernel's "
                         << kernel.getDimSize(numbers.getKernelInputFeatureDimension())
                         << " features for each of " << features << " groups, got " << inputs;
  SmallVector<int64_t> length, sizes;
  for (int64_t axis : numbers.getInputSpatialDimensions())
    length.push_back(x.getDimSize(axis));
  for (int64_t axis : numbers.getKernelSpatialDimensions())
    sizes.push_back(kernel.getDimSize(axis));
  FailureOr<SmallVector<int64_t>> places = windowShape(
      *this, length, sizes, getWindowStrides(), getPadding(), getLhsDilation(), getRhsDilation());
  if (failed(places))
    return failure();
  SmallVector<int64_t> shape(x.getRank());
  shape[numbers.getOutputBatchDimension()] =
      x.getDimSize(numbers.getInputBatchDimension()) / batches;
  shape[numbers.getOutputFeatureDimension()] =
      kernel.getDimSize(numbers.getKernelOutputFeatureDimension());
  for (auto [axis, count] : llvm::zip_equal(numbers.getOutputSpatialDimensions(), *places))
    shape[axis] = count;
  auto type = cast<RankedTensorType>(getType());
  return checkType(*this, "the result", type, RankedTensorType::get(shape, type.getElementType()));
}

//===----------------------------------------------------------------------===//
// Matrices
//===----------------------------------------------------------------------===//

static LogicalResult checkSquare(Operation *op, RankedTensorType type) {
  int64_t rank = type.getRank();
  if (rank < 2 || type.getDimSize(rank - 1) != type.getDimSize(rank - 2))
    return op->emitOpError() << "the operand must hold square matrices, got " << type;
  return success();
}

LogicalResult CholeskyOp::verify() { return checkSquare(*this, arrayType(getA())); }

LogicalResult TriangularSolveOp::verify() {
  RankedTensorType a = arrayType(getA()), b = arrayType(getB());
  if (failed(checkSquare(*this, a)) ||
      failed(checkLength(*this, "the shape of the right side", b.getRank(), a.getRank())))
    return failure();
  int64_t axis = b.getRank() - (getLeftSide() ? 2 : 1);
  if (b.getDimSize(axis) != a.getDimSize(a.getRank() - 1))
    return emitOpError() << "axis " << axis << " of the right side must have "
                         << a.getDimSize(a.getRank() - 1) << " elements, got " << b;
  if (getTransposeA() == Transpose::TRANSPOSE_INVALID)
    return emitOpError("transpose_a must be NO_TRANSPOSE, TRANSPOSE or ADJOINT");
  return checkType(*this, "the result", getType(), b);
}

LogicalResult FftOp::verify() {
  RankedTensorType from = arrayType(getOperand());
  ArrayRef<int64_t> lengths = getFftLength();
  int64_t rank = from.getRank(), count = lengths.size();
  if (count < 1 || count > 3 || count > rank)
    return emitOpError() << "length must have 1 to 3 entries, at most one for each axis, got "
                         << count;
  Type element = from.getElementType();
  SmallVector<int64_t> shape(from.getShape());
  bool toReal = getFftType() == FftType::IRFFT, fromReal = getFftType() == FftType::RFFT;
  if (isa<ComplexType>(element) == fromReal)
    return emitOpError() << "the operand must be " << (fromReal ? "real" : "complex") << ", got "
                         << from;
  for (auto [i, length] : llvm::enumerate(lengths)) {
    int64_t axis = rank - count + i;
    bool halved = toReal && axis == rank - 1;
    if (shape[axis] != (halved ? length / 2 + 1 : length))
      return emitOpError() << "axis " << axis << " of the operand must have "
                           << (halved ? length / 2 + 1 : length) << " elements, got " << from;
  }
  if (fromReal) {
    shape.back() = lengths.back() / 2 + 1;
    element = ComplexType::get(element);
  } else if (toReal) {
    shape.back() = lengths.back();
    element = cast<ComplexType>(element).getElementType();
  }
  return checkType(*this, "the result", getType(), RankedTensorType::get(shape, element));
}

//===----------------------------------------------------------------------===//
// Control flow, devices
//===----------------------------------------------------------------------===//

LogicalResult CaseOp::verify() {
  Builder b(getContext());
  if (getBranches().empty())
    return emitOpError("must have a branch");
  if (failed(checkType(*this, "the index", getIndex().getType(),
                       RankedTensorType::get({}, b.getI32Type()))))
    return failure();
  for (Region &branch : getBranches())
    if (failed(checkRegion(*this, branch, {}, getResultTypes())))
      return failure();
  return success();
}

LogicalResult WhileOp::verify() {
  Type boolean = RankedTensorType::get({}, IntegerType::get(getContext(), 1));
  TypeRange types = getOperand().getTypes();
  if (TypeRange(getResultTypes()) != types)
    return emitOpError("must give the types of its operands");
  return success(succeeded(checkRegion(*this, getCond(), types, {boolean})) &&
                 succeeded(checkRegion(*this, getBody(), types, types)));
}

LogicalResult AllReduceOp::verify() {
  for (Value operand : getOperands()) {
    Type element = getElementTypeOrSelf(operand.getType());
    if (failed(checkScalarRegion(*this, getComputation(), {element, element}, {element})))
      return failure();
  }
  if (TypeRange(getResultTypes()) != TypeRange(getOperands().getTypes()))
    return emitOpError("must give the types of its operands");
  return success();
}
