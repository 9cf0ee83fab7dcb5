//===- Convolution.cpp - sums of products under a moving window -----------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A convolution is linear in each operand, and both transposes and all batched
// forms are convolutions again. Groups of features and of the batch change places
// on the way: the cotangent of the kernel of a grouped convolution has groups of
// the batch, and the other way around.
//
//===----------------------------------------------------------------------===//

#include "dialects/array/Convolution.h"
#include "dialects/array/Inference.h"
#include "dialects/array/Rules.h"

using namespace mlir;
using namespace covector::array;

#define GET_OP_CLASSES
#include "dialects/array/Convolution.cpp.inc"

using Sizes = SmallVector<int64_t>;

/// The size with `dilation - 1` elements between neighbours.
static int64_t dilated(int64_t size, int64_t dilation) {
  return size == 0 ? 0 : (size - 1) * dilation + 1;
}

//===----------------------------------------------------------------------===//
// Type inference
//===----------------------------------------------------------------------===//

namespace {
/// The attributes of an operation that is being inferred.
struct Parts {
  ArrayRef<int64_t> lhsSpec, rhsSpec, outSpec, strides, low, high, lhsDilation, rhsDilation,
      reversed;
  int64_t features = 1, batches = 1;

  LogicalResult read(const Inference &op);
  LogicalResult check(const Inference &op) const;
};
} // namespace

LogicalResult Parts::read(const Inference &op) {
  return success(
      succeeded(op.integers("lhs_spec", lhsSpec)) && succeeded(op.integers("rhs_spec", rhsSpec)) &&
      succeeded(op.integers("out_spec", outSpec)) && succeeded(op.integers("strides", strides)) &&
      succeeded(op.integers("padding_low", low)) && succeeded(op.integers("padding_high", high)) &&
      succeeded(op.integers("lhs_dilation", lhsDilation)) &&
      succeeded(op.integers("rhs_dilation", rhsDilation)) &&
      succeeded(op.integers("reversed", reversed)) &&
      succeeded(op.integer("feature_group_count", features)) &&
      succeeded(op.integer("batch_group_count", batches)));
}

LogicalResult Parts::check(const Inference &op) const {
  RankedTensorType x = op.operand(0), w = op.operand(1);
  if (failed(op.checkElement("lhs", x, isNumberElement, "array of numbers")))
    return failure();
  if (x.getElementType() != w.getElementType()) // (C1)
    return op.error("operands must have one element type, got " + text(x) + " and " + text(w));
  int64_t rank = x.getRank(), spatial = rank - 2;
  if (w.getRank() != rank || rank < 2) // (C2)
    return op.error("operands must have one rank of at least 2, got " + text(x) + " and " +
                    text(w));
  if (spatial > 12) // runtime/cpu/Convolution.h
    return op.error("at most 12 spatial axes are supported, got " + text(x));
  for (auto [name, spec] : {std::pair<StringRef, ArrayRef<int64_t>>("lhs_spec", lhsSpec),
                            {"rhs_spec", rhsSpec},
                            {"out_spec", outSpec}}) { // (C3)
    if (failed(op.checkAxes(name, spec, rank)))
      return failure();
    if (int64_t(spec.size()) != rank)
      return op.error(Twine(name) + " must be a permutation of the " + Twine(rank) + " axes, got " +
                      text(spec));
  }
  for (auto [name, list] : {std::pair<StringRef, ArrayRef<int64_t>>("strides", strides),
                            {"padding_low", low},
                            {"padding_high", high},
                            {"lhs_dilation", lhsDilation},
                            {"rhs_dilation", rhsDilation}}) { // (C4)
    if (int64_t(list.size()) != spatial)
      return op.error(Twine(name) + " must have one number for each of the " + Twine(spatial) +
                      " spatial axes, got " + text(list));
    bool isPadding = name.starts_with("padding");
    for (int64_t number : list) {
      if (!isPadding && number < 1) // (C5)
        return op.error(Twine(name) + " must be positive, got " + text(list));
      if (std::abs(number) > int64_t(1) << 40)
        return op.error(Twine(name) + " is out of range: " + text(list));
    }
  }
  if (failed(op.checkAxes("reversed", reversed, spatial)))
    return failure();
  if (features < 1 || batches < 1 || (features > 1 && batches > 1)) // (C7)
    return op.error("feature_group_count and batch_group_count must be positive, and at most one "
                    "of them more than 1; got " +
                    Twine(features) + " and " + Twine(batches));
  int64_t xFeatures = x.getDimSize(lhsSpec[1]), wFeatures = w.getDimSize(rhsSpec[1]);
  if (xFeatures % features != 0)
    return op.error("feature_group_count must divide the features of lhs, but " + Twine(features) +
                    " does not divide " + Twine(xFeatures) + " (operands " + text(x) + " and " +
                    text(w) + ")");
  if (xFeatures / features != wFeatures) // (C6)
    return op.error("the features of lhs, divided by feature_group_count, must be the input "
                    "features of rhs, got " +
                    Twine(xFeatures) + " / " + Twine(features) + " and " + Twine(wFeatures) +
                    " in operands " + text(x) + " and " + text(w));
  int64_t outFeatures = w.getDimSize(rhsSpec[0]), batch = x.getDimSize(lhsSpec[0]);
  if (outFeatures % features != 0 || outFeatures % batches != 0) // (C8)
    return op.error("the output features of rhs must be a multiple of the group count, got " +
                    Twine(outFeatures) + " and " + Twine(std::max(features, batches)));
  if (batch % batches != 0)
    return op.error("batch_group_count must divide the batch of lhs, but " + Twine(batches) +
                    " does not divide " + Twine(batch));
  return success();
}

COVECTOR_INFER_TYPES(ConvolutionOp) {
  Inference op(location, getOperationName(), operands, attributes, types);
  Parts p;
  if (failed(op.checkOperands(2)) || failed(p.read(op)) || failed(p.check(op)))
    return failure();
  RankedTensorType x = op.operand(0), w = op.operand(1);
  Sizes shape(x.getRank());
  shape[p.outSpec[0]] = x.getDimSize(p.lhsSpec[0]) / p.batches;
  shape[p.outSpec[1]] = w.getDimSize(p.rhsSpec[0]);
  for (size_t i = 0; i < p.strides.size(); ++i) {
    int64_t size = dilated(x.getDimSize(p.lhsSpec[i + 2]), p.lhsDilation[i]) + p.low[i] + p.high[i];
    if (size < 0) // (C9)
      return op.error("negative padding is larger than the axis: padding_low " + text(p.low) +
                      " and padding_high " + text(p.high) + " for lhs " + text(x));
    int64_t window = dilated(w.getDimSize(p.rhsSpec[i + 2]), p.rhsDilation[i]);
    shape[p.outSpec[i + 2]] = size < window ? 0 : (size - window) / p.strides[i] + 1;
  }
  return op.result(shape, x.getElementType());
}

//===----------------------------------------------------------------------===//
// Building
//===----------------------------------------------------------------------===//

namespace {
/// A convolution about to be built, from the attributes of another.
struct Draft {
  explicit Draft(ConvolutionOp op)
      : lhs(op.getLhs()), rhs(op.getRhs()), lhsSpec(op.getLhsSpec()), rhsSpec(op.getRhsSpec()),
        outSpec(op.getOutSpec()), strides(op.getStrides()), low(op.getPaddingLow()),
        high(op.getPaddingHigh()), lhsDilation(op.getLhsDilation()),
        rhsDilation(op.getRhsDilation()), reversed(op.getReversed()),
        features(op.getFeatureGroupCount()), batches(op.getBatchGroupCount()) {}

  Value build(OpBuilder &builder, Location loc) const {
    return ConvolutionOp::create(builder, loc, lhs, rhs, lhsSpec, rhsSpec, outSpec, strides, low,
                                 high, lhsDilation, rhsDilation, reversed, features, batches);
  }

  Value lhs, rhs;
  Sizes lhsSpec, rhsSpec, outSpec, strides, low, high, lhsDilation, rhsDilation, reversed;
  int64_t features, batches;
};
} // namespace

static ArrayRef<int64_t> shapeOf(Value x) { return cast<RankedTensorType>(x.getType()).getShape(); }

/// Cuts an axis into `groups` groups (which become an axis in front of it).
static Value splitAxis(OpBuilder &builder, Location loc, Value x, int64_t axis, int64_t groups) {
  Sizes shape(shapeOf(x));
  shape[axis] /= groups;
  shape.insert(shape.begin() + axis, groups);
  return reshape(builder, loc, x, shape);
}

/// Makes one axis of `axis` and the one after it.
static Value mergeAxis(OpBuilder &builder, Location loc, Value x, int64_t axis) {
  Sizes shape(shapeOf(x));
  shape[axis] *= shape[axis + 1];
  shape.erase(shape.begin() + axis + 1);
  return reshape(builder, loc, x, shape);
}

/// Moves axis 0 in front of the axis with the number `axis` of the others, and
/// makes one axis of both.
static Value mergeFront(OpBuilder &builder, Location loc, Value x, int64_t axis) {
  return mergeAxis(builder, loc, moveAxis(builder, loc, x, 0, axis), axis);
}

/// The groups of `from` become the outer part of `to`.
static Value moveGroups(OpBuilder &builder, Location loc, Value x, int64_t from, int64_t to,
                        int64_t groups) {
  x = moveAxis(builder, loc, splitAxis(builder, loc, x, from, groups), from, 0);
  return mergeFront(builder, loc, x, to);
}

//===----------------------------------------------------------------------===//
// Derivatives
//===----------------------------------------------------------------------===//

LogicalResult ConvolutionOp::jvp(OpBuilder &builder, ArrayRef<Value> tangents,
                                 SmallVectorImpl<Value> &resultTangents) {
  // d(x * w) = dx * w + x * dw
  ImplicitLocOpBuilder b(getLoc(), builder);
  Value sum;
  for (unsigned i : {0, 1}) {
    if (!tangents[i])
      continue;
    Draft part(*this);
    (i == 0 ? part.lhs : part.rhs) = tangents[i];
    sum = addTangents(b, sum, part.build(b, b.getLoc()));
  }
  resultTangents.push_back(sum);
  return success();
}

/// The cotangent of `lhs`: the kernel turned around, moved over the cotangent of
/// the result with strides and dilation exchanged.
static Value lhsCotangent(OpBuilder &b, Location loc, ConvolutionOp op, Value ct) {
  Draft d(op);
  int64_t groups = std::max(d.features, d.batches);
  d.lhs = ct;
  if (groups > 1)
    d.rhs = moveGroups(b, loc, d.rhs, d.rhsSpec[0], d.rhsSpec[1], groups);
  std::swap(d.rhsSpec[0], d.rhsSpec[1]);
  std::swap(d.lhsSpec, d.outSpec);
  std::swap(d.strides, d.lhsDilation);
  d.reversed.clear();
  for (size_t i = 0; i < d.strides.size(); ++i) {
    if (!llvm::is_contained(op.getReversed(), int64_t(i)))
      d.reversed.push_back(i);
    int64_t x = dilated(shapeOf(op.getLhs())[op.getLhsSpec()[i + 2]], op.getLhsDilation()[i]);
    int64_t w = dilated(shapeOf(op.getRhs())[op.getRhsSpec()[i + 2]], op.getRhsDilation()[i]);
    int64_t y = dilated(shapeOf(ct)[op.getOutSpec()[i + 2]], op.getStrides()[i]);
    d.low[i] = w - 1 - d.low[i];
    d.high[i] = x + w - 1 - y - d.low[i];
  }
  d.features = groups;
  d.batches = 1;
  Value result = d.build(b, loc);
  int64_t batches = op.getBatchGroupCount();
  if (batches > 1)
    result = moveGroups(b, loc, result, op.getLhsSpec()[1], op.getLhsSpec()[0], batches);
  return result;
}

/// The cotangent of `rhs`: that of the result, as a kernel, moved over `lhs`, with
/// batch and features exchanged everywhere.
static Value rhsCotangent(OpBuilder &b, Location loc, ConvolutionOp op, Value ct) {
  Draft d(op);
  d.rhs = ct;
  std::swap(d.rhsSpec, d.outSpec);
  for (Sizes *spec : {&d.lhsSpec, &d.rhsSpec, &d.outSpec})
    std::swap((*spec)[0], (*spec)[1]);
  std::swap(d.strides, d.rhsDilation);
  std::swap(d.features, d.batches);
  d.reversed.clear();
  Sizes reversed;
  for (size_t i = 0; i < d.strides.size(); ++i) {
    int64_t x = dilated(shapeOf(op.getLhs())[op.getLhsSpec()[i + 2]], op.getLhsDilation()[i]);
    int64_t w = dilated(shapeOf(op.getRhs())[op.getRhsSpec()[i + 2]], op.getRhsDilation()[i]);
    int64_t y = dilated(shapeOf(ct)[op.getOutSpec()[i + 2]], op.getStrides()[i]);
    d.high[i] = y + w - 1 - x - d.low[i];
    if (llvm::is_contained(op.getReversed(), int64_t(i)))
      reversed.push_back(op.getRhsSpec()[i + 2]);
  }
  Value result = d.build(b, loc);
  return reversed.empty() ? result : Value(ReverseOp::create(b, loc, result, reversed));
}

LogicalResult ConvolutionOp::transpose(OpBuilder &builder, ArrayRef<Value> cotangents,
                                       ArrayRef<bool> linear,
                                       SmallVectorImpl<Value> &operandCotangents) {
  operandCotangents.assign(2, Value());
  if (linear[0] && linear[1])
    return emitOpError("cannot be transposed with respect to both operands: it is linear in each, "
                       "not in both together");
  Value ct = cotangents[0];
  // Where an array has no elements, the sums have no terms.
  auto isEmpty = [](Value x) { return llvm::is_contained(shapeOf(x), 0); };
  if (!ct || isEmpty(ct) || isEmpty(getLhs()) || isEmpty(getRhs()))
    return success();
  if (linear[0])
    operandCotangents[0] = lhsCotangent(builder, getLoc(), *this, ct);
  if (linear[1])
    operandCotangents[1] = rhsCotangent(builder, getLoc(), *this, ct);
  return success();
}

//===----------------------------------------------------------------------===//
// Batching
//===----------------------------------------------------------------------===//

LogicalResult ConvolutionOp::batch(OpBuilder &builder, ArrayRef<BatchedValue> operands,
                                   int64_t size, SmallVectorImpl<BatchedValue> &results) {
  Location loc = getLoc();
  Draft d(*this);
  d.lhs = operands[0].value;
  d.rhs = operands[1].value;
  int64_t groups = std::max(d.features, d.batches);
  int64_t outBatch = d.outSpec[0], outFeature = d.outSpec[1];
  auto finish = [&](Value result, int64_t position) {
    results.push_back({moveAxis(builder, loc, result, position, 0), true});
    return success();
  };

  if (operands[0].mapped && operands[1].mapped) {
    // One more factor of the groups, outside of those that are there.
    d.lhs = mergeFront(builder, loc, d.lhs, d.batches > 1 ? d.lhsSpec[0] : d.lhsSpec[1]);
    d.rhs = mergeFront(builder, loc, d.rhs, d.rhsSpec[0]);
    (d.batches > 1 ? d.batches : d.features) *= size;
    return finish(splitAxis(builder, loc, d.build(builder, loc), outFeature, size), outFeature);
  }
  if (operands[0].mapped) {
    // Lanes are more of the batch, inside of its groups.
    int64_t axis = d.lhsSpec[0];
    if (d.batches > 1) {
      d.lhs = splitAxis(builder, loc, d.lhs, axis + 1, d.batches);
      d.lhs = mergeAxis(builder, loc, moveAxis(builder, loc, d.lhs, 0, axis + 1), axis + 1);
      d.lhs = mergeAxis(builder, loc, d.lhs, axis);
    } else {
      d.lhs = mergeFront(builder, loc, d.lhs, axis);
    }
    return finish(splitAxis(builder, loc, d.build(builder, loc), outBatch, size), outBatch);
  }
  // Lanes are more output features, inside of their groups.
  int64_t axis = d.rhsSpec[0];
  if (groups == 1) {
    d.rhs = mergeFront(builder, loc, d.rhs, axis);
    return finish(splitAxis(builder, loc, d.build(builder, loc), outFeature, size), outFeature);
  }
  d.rhs = splitAxis(builder, loc, d.rhs, axis + 1, groups);
  d.rhs = mergeAxis(builder, loc, moveAxis(builder, loc, d.rhs, 0, axis + 1), axis + 1);
  d.rhs = mergeAxis(builder, loc, d.rhs, axis);
  Value result = splitAxis(builder, loc, d.build(builder, loc), outFeature, groups);
  result = splitAxis(builder, loc, result, outFeature + 1, size);
  result = moveAxis(builder, loc, result, outFeature + 1, 0);
  result = mergeAxis(builder, loc, result, outFeature + 1);
  results.push_back({result, true});
  return success();
}

//===----------------------------------------------------------------------===//
// The runtime
//===----------------------------------------------------------------------===//

std::string ConvolutionOp::getRuntimeFunction() {
  Type element = getElementTypeOrSelf(getType());
  std::string name = "cv_convolution_";
  if (auto complex = dyn_cast<ComplexType>(element))
    return name + (complex.getElementType().isF32() ? "c64" : "c128");
  if (element.isBF16())
    return name + "bf16";
  // Sums and products wrap alike with and without a sign.
  return name + (isa<FloatType>(element) ? "f" : "i") +
         std::to_string(element.getIntOrFloatBitWidth());
}

/// Distances in elements between neighbours, in the order of a spec.
static void appendStrides(SmallVectorImpl<int64_t> &numbers, Value x, ArrayRef<int64_t> spec) {
  ArrayRef<int64_t> shape = shapeOf(x);
  Sizes strides(shape.size());
  int64_t stride = 1;
  for (int64_t axis = shape.size() - 1; axis >= 0; --axis) {
    strides[axis] = stride;
    stride *= shape[axis];
  }
  for (int64_t axis : spec)
    numbers.push_back(strides[axis]);
}

// In the order of ConvolutionNumbers in runtime/cpu/Convolution.h.
SmallVector<int64_t> ConvolutionOp::getRuntimeNumbers() {
  ArrayRef<int64_t> x = shapeOf(getLhs()), w = shapeOf(getRhs()), y = shapeOf(getResult());
  int64_t spatial = x.size() - 2;
  SmallVector<int64_t> numbers = {spatial,
                                  int64_t(getFeatureGroupCount()),
                                  int64_t(getBatchGroupCount()),
                                  y[getOutSpec()[0]],
                                  y[getOutSpec()[1]],
                                  w[getRhsSpec()[1]]};
  appendStrides(numbers, getLhs(), getLhsSpec());
  appendStrides(numbers, getRhs(), getRhsSpec());
  appendStrides(numbers, getResult(), getOutSpec());
  for (int64_t i = 0; i < spatial; ++i)
    llvm::append_values(numbers, x[getLhsSpec()[i + 2]], w[getRhsSpec()[i + 2]],
                        y[getOutSpec()[i + 2]], getStrides()[i], getPaddingLow()[i],
                        getLhsDilation()[i], getRhsDilation()[i],
                        int64_t(llvm::is_contained(getReversed(), i)));
  return numbers;
}
