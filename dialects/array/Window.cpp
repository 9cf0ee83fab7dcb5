//===- Window.cpp - reductions under a moving window ----------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/array/Window.h"
#include "dialects/array/Cumulative.h"
#include "dialects/array/Inference.h"
#include "dialects/array/Rules.h"

using namespace mlir;
using namespace covector::array;

//===----------------------------------------------------------------------===//
// What all windows share. See Note [Windows].
//===----------------------------------------------------------------------===//

namespace {

struct Windows {
  SmallVector<int64_t> window, strides, low, high, baseDilation, windowDilation;

  Windows() = default;
  explicit Windows(Operation *op) {
    forEach([&](StringRef name, SmallVector<int64_t> &list) {
      list = SmallVector<int64_t>(op->getAttrOfType<DenseI64ArrayAttr>(name).asArrayRef());
    });
  }

  /// Calls `visit` with the name of each attribute and its list.
  void forEach(llvm::function_ref<void(StringRef, SmallVector<int64_t> &)> visit) {
    visit("window", window);
    visit("strides", strides);
    visit("low", low);
    visit("high", high);
    visit("base_dilation", baseDilation);
    visit("window_dilation", windowDilation);
  }

  SmallVector<NamedAttribute> attributes(OpBuilder &b) {
    SmallVector<NamedAttribute> result;
    forEach([&](StringRef name, SmallVector<int64_t> &list) {
      result.emplace_back(b.getStringAttr(name), b.getDenseI64ArrayAttr(list));
    });
    return result;
  }

  /// Places that the window spans along an axis.
  int64_t span(size_t axis) const { return (window[axis] - 1) * windowDilation[axis] + 1; }

  /// How many positions the window has along an axis of the given size.
  int64_t positions(size_t axis, int64_t size) const {
    int64_t padded = dilated(size, baseDilation[axis]) + low[axis] + high[axis];
    return padded < span(axis) ? 0 : (padded - span(axis)) / strides[axis] + 1;
  }
  SmallVector<int64_t> positions(ArrayRef<int64_t> shape) const {
    SmallVector<int64_t> result;
    for (auto [axis, size] : llvm::enumerate(shape))
      result.push_back(positions(axis, size));
    return result;
  }

  static int64_t dilated(int64_t size, int64_t dilation) {
    return size == 0 ? 0 : (size - 1) * dilation + 1;
  }
};

} // namespace

static LogicalResult inferWindows(const Inference &op, int64_t rank, Windows &windows) {
  LogicalResult result = success();
  windows.forEach([&](StringRef name, SmallVector<int64_t> &list) {
    ArrayRef<int64_t> given;
    if (failed(result) || failed(result = op.integers(name, given)))
      return;
    if (int64_t(given.size()) != rank) { // (C1)
      result = op.error(Twine(name) + " must have an entry for each of " + Twine(rank) +
                        " axes, got " + text(given));
      return;
    }
    bool isPadding = name == "low" || name == "high";
    if (!isPadding && llvm::any_of(given, [](int64_t x) { return x < 1; })) // (C2)
      result = op.error(Twine(name) + " must be positive, got " + text(given));
    list = SmallVector<int64_t>(given);
  });
  return result;
}

static LogicalResult inferReduceWindow(MaybeLocation location, StringRef name, ValueRange operands,
                                       DictionaryAttr attributes, bool (*predicate)(Type),
                                       StringRef expected, SmallVectorImpl<Type> &types) {
  Inference op(location, name, operands, attributes, types);
  Windows windows;
  if (failed(op.checkOperands(1)) ||
      failed(op.checkElement("operand", op.operand(0), predicate, expected)) ||
      failed(inferWindows(op, op.operand(0).getRank(), windows)))
    return failure();
  return op.result(windows.positions(op.operand(0).getShape()), op.operand(0).getElementType());
}

static LogicalResult batchWindow(Operation *op, OpBuilder &builder, ArrayRef<BatchedValue> operands,
                                 int64_t size, SmallVectorImpl<BatchedValue> &results) {
  SmallVector<Value> batched;
  for (BatchedValue operand : operands)
    batched.push_back(materializeBatch(builder, op->getLoc(), operand, size));
  Windows windows(op);
  windows.forEach([](StringRef name, SmallVector<int64_t> &list) {
    list.insert(list.begin(), name == "low" || name == "high" ? 0 : 1);
  });
  return batchWithChanges(op, builder, batched, windows.attributes(builder), results);
}

static std::string windowFunction(Operation *op) {
  return ("cv_" + op->getName().stripDialect() + "_" +
          elementName(getElementTypeOrSelf(op->getResult(0))))
      .str();
}

/// Whether the greatest is chosen, the rank, and for each axis the size of the
/// operand, the number of positions, window, stride, low, base and window dilation.
static SmallVector<int64_t> windowNumbers(Operation *op) {
  Windows windows(op);
  Value x = op->getOperands().back();
  ArrayRef<int64_t> shape = cast<RankedTensorType>(x.getType()).getShape();
  auto greatest = op->getAttrOfType<BoolAttr>("greatest");
  SmallVector<int64_t> numbers = {greatest && greatest.getValue(), int64_t(shape.size())};
  for (auto [axis, size] : llvm::enumerate(shape))
    numbers.append({size, windows.positions(axis, size), windows.window[axis],
                    windows.strides[axis], windows.low[axis], windows.baseDilation[axis],
                    windows.windowDilation[axis]});
  return numbers;
}

#define GET_OP_CLASSES
#include "dialects/array/Window.cpp.inc"

//===----------------------------------------------------------------------===//
// Sum
//===----------------------------------------------------------------------===//

LogicalResult ReduceWindowSumOp::jvp(OpBuilder &builder, ArrayRef<Value> tangents,
                                     SmallVectorImpl<Value> &resultTangents) {
  return jvpOfLinear(*this, builder, tangents, resultTangents);
}

// Position j of the window has element i at place k where
//   strides j + window_dilation k - low = base_dilation i,
// which, solved for j with the places counted from the end, is the sum in a
// window over the cotangents with strides and base dilation exchanged.
LogicalResult ReduceWindowSumOp::transpose(OpBuilder &builder, ArrayRef<Value> cotangents,
                                           ArrayRef<bool>,
                                           SmallVectorImpl<Value> &operandCotangents) {
  operandCotangents.push_back(nullptr);
  if (!cotangents[0])
    return success();
  Windows there(*this), back = there;
  std::swap(back.strides, back.baseDilation);
  for (auto [axis, size] : llvm::enumerate(getX().getType().getShape())) {
    int64_t positions = there.positions(axis, size), span = there.span(axis);
    back.low[axis] = span - 1 - there.low[axis];
    back.high[axis] = (size - 1) * there.baseDilation[axis] + span -
                      Windows::dilated(positions, there.strides[axis]) - back.low[axis];
  }
  Operation *sum = rebuild(builder, *this, cotangents[0], back.attributes(builder));
  if (!sum)
    return failure();
  operandCotangents.back() = sum->getResult(0);
  return success();
}

//===----------------------------------------------------------------------===//
// Product
//===----------------------------------------------------------------------===//

/// The elements at place `place` of the windows along `axis`.
static Expr atPlace(ImplicitLocOpBuilder &b, const Windows &windows, Value x, size_t axis,
                    int64_t place, int64_t positions) {
  auto type = cast<RankedTensorType>(x.getType());
  SmallVector<int64_t> starts(type.getRank(), 0), limits(type.getShape());
  SmallVector<int64_t> strides(type.getRank(), 1);
  starts[axis] = place * windows.windowDilation[axis];
  limits[axis] = starts[axis] + (positions - 1) * windows.strides[axis] + 1;
  strides[axis] = windows.strides[axis];
  return {b, SliceOp::create(b, x, starts, limits, strides)};
}

// Along one axis after the other, the places of the window are multiplied with
// d(x y) = dx y + x dy, which is right where factors are 0.
LogicalResult ReduceWindowProdOp::jvp(OpBuilder &builder, ArrayRef<Value> tangents,
                                      SmallVectorImpl<Value> &resultTangents) {
  if (!tangents[0] || getType().getNumElements() == 0) {
    resultTangents.push_back(nullptr);
    return success();
  }
  ImplicitLocOpBuilder b(getLoc(), builder);
  Windows windows(*this);
  SmallVector<int64_t> interior;
  for (int64_t dilation : windows.baseDilation)
    interior.push_back(dilation - 1);
  auto padded = [&](Value x, double number) -> Value {
    auto scalar = RankedTensorType::get({}, getElementTypeOrSelf(x));
    return PadOp::create(b, x, full(b, getLoc(), scalar, number), windows.low, windows.high,
                         interior);
  };
  Value x = padded(getX(), 1.0), dx = padded(tangents[0], 0.0);
  for (auto [axis, positions] : llvm::enumerate(getType().getShape())) {
    Expr y = atPlace(b, windows, x, axis, 0, positions);
    Expr dy = atPlace(b, windows, dx, axis, 0, positions);
    for (int64_t place = 1; place < windows.window[axis]; ++place) {
      Expr factor = atPlace(b, windows, x, axis, place, positions);
      dy = dy * factor + y * atPlace(b, windows, dx, axis, place, positions);
      y = y * factor;
    }
    x = y.value();
    dx = dy.value();
  }
  resultTangents.push_back(dx);
  return success();
}

//===----------------------------------------------------------------------===//
// Greatest and least
//===----------------------------------------------------------------------===//

/// `op`, a selection, with other operands.
template <typename Op>
static Value select(OpBuilder &builder, Operation *from, Value values, Value x, bool greatest) {
  Windows w(from);
  return Op::create(builder, from->getLoc(), values, x, greatest, w.window, w.strides, w.low,
                    w.high, w.baseDilation, w.windowDilation);
}

/// The tangent of the element that is chosen, the first of equals.
static LogicalResult jvpOfChoice(Operation *op, OpBuilder &builder, ArrayRef<Value> tangents,
                                 bool greatest, SmallVectorImpl<Value> &resultTangents) {
  Value dx = tangents[0];
  if (dx && isFloatElement(getElementTypeOrSelf(dx)))
    dx = select<SelectAndGatherAddOp>(builder, op, dx, op->getOperand(0), greatest);
  resultTangents.push_back(dx);
  return success();
}
LogicalResult ReduceWindowMaxOp::jvp(OpBuilder &builder, ArrayRef<Value> tangents,
                                     SmallVectorImpl<Value> &resultTangents) {
  return jvpOfChoice(*this, builder, tangents, true, resultTangents);
}
LogicalResult ReduceWindowMinOp::jvp(OpBuilder &builder, ArrayRef<Value> tangents,
                                     SmallVectorImpl<Value> &resultTangents) {
  return jvpOfChoice(*this, builder, tangents, false, resultTangents);
}

//===----------------------------------------------------------------------===//
// Selections: linear in the first operand, locally constant in the second
//===----------------------------------------------------------------------===//

COVECTOR_INFER_TYPES(SelectAndGatherAddOp) {
  Inference op(location, getOperationName(), operands, attributes, types);
  Windows windows;
  BoolAttr greatest;
  SmallVector<Type> type;
  if (failed(op.checkOperands(2)) || failed(op.attribute("greatest", "a boolean", greatest)) ||
      failed(inferElementwise(location, getOperationName(), operands, 2, isFloatElement,
                              "floating-point array", type)) || // (C3)
      failed(inferWindows(op, op.operand(1).getRank(), windows)))
    return failure();
  return op.result(windows.positions(op.operand(1).getShape()), op.operand(1).getElementType());
}

COVECTOR_INFER_TYPES(SelectAndScatterAddOp) {
  Inference op(location, getOperationName(), operands, attributes, types);
  Windows windows;
  BoolAttr greatest;
  if (failed(op.checkOperands(2)) || failed(op.attribute("greatest", "a boolean", greatest)) ||
      failed(op.checkElement("operand", op.operand(1), isFloatElement, "floating-point array")) ||
      failed(inferWindows(op, op.operand(1).getRank(), windows)))
    return failure();
  auto expected = RankedTensorType::get(windows.positions(op.operand(1).getShape()),
                                        op.operand(1).getElementType());
  if (op.operand(0) != expected) // (C3), (C4)
    return op.error("source must have an element for each window, " + text(expected) + ", got " +
                    text(op.operand(0)));
  return op.result(op.operand(1).getShape(), op.operand(1).getElementType());
}

template <typename Op>
static LogicalResult jvpOfSelection(Op op, OpBuilder &builder, ArrayRef<Value> tangents,
                                    SmallVectorImpl<Value> &resultTangents) {
  Value dx = tangents[0];
  if (dx)
    dx = select<Op>(builder, op, dx, op.getX(), op.getGreatest());
  resultTangents.push_back(dx);
  return success();
}

template <typename Opposite, typename Op>
static LogicalResult transposeSelection(Op op, OpBuilder &builder, ArrayRef<Value> cotangents,
                                        ArrayRef<bool> linear,
                                        SmallVectorImpl<Value> &operandCotangents) {
  operandCotangents.assign(2, Value());
  if (!cotangents[0])
    return success();
  if (linear[1])
    return emitNotLinear(op, 1);
  operandCotangents[0] = select<Opposite>(builder, op, cotangents[0], op.getX(), op.getGreatest());
  return success();
}

LogicalResult SelectAndGatherAddOp::jvp(OpBuilder &builder, ArrayRef<Value> tangents,
                                        SmallVectorImpl<Value> &resultTangents) {
  return jvpOfSelection(*this, builder, tangents, resultTangents);
}
LogicalResult SelectAndScatterAddOp::jvp(OpBuilder &builder, ArrayRef<Value> tangents,
                                         SmallVectorImpl<Value> &resultTangents) {
  return jvpOfSelection(*this, builder, tangents, resultTangents);
}
LogicalResult SelectAndGatherAddOp::transpose(OpBuilder &builder, ArrayRef<Value> cotangents,
                                              ArrayRef<bool> linear,
                                              SmallVectorImpl<Value> &operandCotangents) {
  return transposeSelection<SelectAndScatterAddOp>(*this, builder, cotangents, linear,
                                                   operandCotangents);
}
LogicalResult SelectAndScatterAddOp::transpose(OpBuilder &builder, ArrayRef<Value> cotangents,
                                               ArrayRef<bool> linear,
                                               SmallVectorImpl<Value> &operandCotangents) {
  return transposeSelection<SelectAndGatherAddOp>(*this, builder, cotangents, linear,
                                                  operandCotangents);
}
