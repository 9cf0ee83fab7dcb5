//===- ArrayToLinalg.cpp - lowers arrays to linalg on tensors -------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "passes/lowering/ArrayToLinalg.h"
#include "dialects/array/Calls.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Complex/IR/Complex.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/IRMapping.h"
#include "passes/lowering/Passes.h"
#include "passes/lowering/Stacks.h"
#include "llvm/ADT/TypeSwitch.h"

namespace covector {
#define GEN_PASS_DEF_ARRAYTOLINALGPASS
#include "passes/lowering/Passes.h.inc"
} // namespace covector

using namespace mlir;
using namespace covector;
using namespace covector::lowering;

//===----------------------------------------------------------------------===//
// Tensors
//===----------------------------------------------------------------------===//

Value FunctionLowering::empty(Location loc, ArrayRef<int64_t> shape, Type stored) {
  return tensor::EmptyOp::create(builder, loc, shape, stored);
}

Value FunctionLowering::filled(Location loc, ArrayRef<int64_t> shape, Value scalar) {
  Value target = empty(loc, shape, scalar.getType());
  if (llvm::is_contained(shape, 0))
    return target;
  return linalg::FillOp::create(builder, loc, scalar, target).getResult(0);
}

/// Which axes of `fine` make up each axis of `coarse`, if consecutive ones do.
static std::optional<SmallVector<ReassociationIndices>> groupAxes(ArrayRef<int64_t> fine,
                                                                  ArrayRef<int64_t> coarse) {
  SmallVector<ReassociationIndices> groups;
  size_t next = 0;
  for (int64_t size : coarse) {
    ReassociationIndices group;
    int64_t product = 1;
    do {
      if (next == fine.size())
        return std::nullopt;
      product *= fine[next];
      group.push_back(next++);
    } while (product < size);
    if (product != size)
      return std::nullopt;
    groups.push_back(std::move(group));
  }
  for (; next < fine.size(); ++next) {
    if (fine[next] != 1)
      return std::nullopt;
    if (!groups.empty())
      groups.back().push_back(next);
  }
  return groups;
}

Value FunctionLowering::reshaped(Location loc, Value tensor, ArrayRef<int64_t> shape) {
  auto type = cast<RankedTensorType>(tensor.getType());
  if (type.getShape() == shape)
    return tensor;
  auto target = RankedTensorType::get(shape, type.getElementType());
  if (type.getNumElements() == 0)
    return empty(loc, shape, type.getElementType());
  if (auto groups = groupAxes(type.getShape(), shape))
    return tensor::CollapseShapeOp::create(builder, loc, target, tensor, *groups);
  if (auto groups = groupAxes(shape, type.getShape()))
    return tensor::ExpandShapeOp::create(builder, loc, target, tensor, *groups);
  return reshaped(loc, reshaped(loc, tensor, {type.getNumElements()}), shape);
}

void FunctionLowering::define(Value array, Value value) {
  if (isOneElement(array.getType()) && !isa<RankedTensorType>(value.getType()))
    scalars[array] = value;
  else
    tensors[array].push_back(value);
}

Value FunctionLowering::scalar(Value array) {
  Value source = resolveRead(array).source;
  if (Value known = scalars.lookup(source))
    return known;
  auto b = at(array.getLoc());
  Type element = getElementTypeOrSelf(array);
  if (auto constant = source.getDefiningOp<array::ConstantOp>())
    if (Attribute value = splatElement(constant))
      return storeElement(b, element, elementConstant(b, element, value));
  if (source.getDefiningOp<array::IotaOp>())
    return storeElement(b, element, zeroElement(b, element));
  Value stored = tensor::ExtractOp::create(b, tensor(source, {}), ValueRange());
  return scalars[source] = stored;
}

Value FunctionLowering::tensor(Value array) {
  auto type = dyn_cast<RankedTensorType>(array.getType());
  if (!type)
    return tensors.lookup(array).front();
  return tensor(array, type.getShape());
}

Value FunctionLowering::tensor(Value array, ArrayRef<int64_t> shape) {
  auto it = tensors.find(array);
  if (it == tensors.end()) {
    Value made = materialize(array);
    it = tensors.find(array);
    if (it == tensors.end())
      it = tensors.insert({array, {made}}).first;
  }
  for (Value known : it->second)
    if (cast<RankedTensorType>(known.getType()).getShape() == shape)
      return known;
  Value result = reshaped(array.getLoc(), it->second.front(), shape);
  it->second.push_back(result);
  return result;
}

/// The tensor of a leaf or view.
Value FunctionLowering::materialize(Value array) {
  Location loc = array.getLoc();
  ArrayRef<int64_t> shape = cast<RankedTensorType>(array.getType()).getShape();
  Read read = resolveRead(array);
  if (Value known = scalars.lookup(read.source)) {
    if (!isOneElement(array.getType()))
      return filled(loc, shape, known);
    auto type = RankedTensorType::get(shape, known.getType());
    return tensor::FromElementsOp::create(builder, loc, type, known);
  }
  Shape space = withoutUnitAxes(shape);
  if (read.source != array && read.isIdentity(space.size()))
    return tensor(read.source, space);
  if (auto constant = read.source.getDefiningOp<array::ConstantOp>()) {
    if (Attribute element = splatElement(constant)) {
      auto b = at(loc);
      Type type = getElementTypeOrSelf(array);
      Value scalar = storeElement(b, type, elementConstant(b, type, element));
      return filled(loc, shape, scalar);
    }
    if (read.source == array)
      return lowerConstant(*this, constant);
  }
  if (failed(lowerLoops(*this, loc, space, {}, {array})))
    llvm_unreachable("a copy has no body that can fail");
  if (Value known = scalars.lookup(array)) // an iota of one element
    return tensor::FromElementsOp::create(builder, loc,
                                          RankedTensorType::get(shape, known.getType()), known);
  return tensors.lookup(array).front();
}

bool FunctionLowering::mayOverwrite(Value source) const {
  if (source.getDefiningOp<array::SliceOp>() || viewed.contains(bufferOwner(source)) ||
      !plan.isLastUse(source, position))
    return false;
  Value owner = bufferOwner(source);
  if (isa<BlockArgument>(owner))
    return owned.contains(owner);
  return roleOf(owner.getDefiningOp()) != Role::Leaf;
}

bool FunctionLowering::mayView(Value x, Value part) {
  Value source = resolveRead(x).source;
  for (Value owner = bufferOwner(source); owner; owner = viewed.lookup(owner)) {
    bool isChanged = !isa<BlockArgument>(owner) || owned.contains(owner);
    if (isChanged && !plan.isLastUse(owner, position) && !plan.isReadBefore(part, owner))
      return false;
  }
  viewed[part] = bufferOwner(source);
  return true;
}

Value FunctionLowering::tensorToChange(Location loc, Value array) {
  auto type = cast<RankedTensorType>(array.getType());
  Read read = resolveRead(array);
  bool identity = read.isIdentity(withoutUnitAxes(type.getShape()).size());
  if (identity && mayOverwrite(read.source))
    return tensor(read.source, type.getShape());
  if (auto constant = read.source.getDefiningOp<array::ConstantOp>())
    if (splatElement(constant))
      return tensor(array); // filled for whoever asks
  Value source = tensor(array);
  Value target = empty(loc, type.getShape(), storageType(type.getElementType()));
  return linalg::CopyOp::create(builder, loc, source, target).getResult(0);
}

bool lowering::isPart(Value tensor) {
  while (isa_and_nonnull<tensor::CollapseShapeOp, tensor::ExpandShapeOp>(tensor.getDefiningOp()))
    tensor = tensor.getDefiningOp()->getOperand(0);
  return isa_and_nonnull<tensor::ExtractSliceOp>(tensor.getDefiningOp());
}

/// The strides of a tensor of this shape that lies in one piece, unit axes left out.
static SmallVector<int64_t> plainStrides(ArrayRef<int64_t> shape) {
  SmallVector<int64_t> strides;
  int64_t stride = 1;
  for (int64_t size : llvm::reverse(shape)) {
    if (size != 1)
      strides.insert(strides.begin(), stride);
    stride *= size;
  }
  return strides;
}

SmallVector<int64_t> lowering::bufferStrides(Value tensor) {
  ArrayRef<int64_t> shape = cast<RankedTensorType>(tensor.getType()).getShape();
  Operation *op = tensor.getDefiningOp();
  if (isa_and_nonnull<tensor::CollapseShapeOp, tensor::ExpandShapeOp>(op)) {
    Value from = op->getOperand(0);
    auto fromShape = cast<RankedTensorType>(from.getType()).getShape();
    if (withoutUnitAxes(shape) == withoutUnitAxes(fromShape))
      return bufferStrides(from);
  }
  auto slice = dyn_cast_or_null<tensor::ExtractSliceOp>(op);
  if (!slice)
    return plainStrides(shape); // copied if its elements are scattered
  // Of the axes of the whole, those that are not of size 1 there; others do not count.
  SmallVector<int64_t> whole = bufferStrides(slice.getSource()), result;
  auto next = whole.begin();
  for (auto [size, part, step] : llvm::zip(slice.getSourceType().getShape(), slice.getStaticSizes(),
                                           slice.getStaticStrides())) {
    int64_t stride = size == 1 ? 1 : *next++;
    if (part != 1)
      result.push_back(stride * step);
  }
  return result;
}

bool lowering::isScattered(Value tensor) {
  ArrayRef<int64_t> shape = cast<RankedTensorType>(tensor.getType()).getShape();
  return bufferStrides(tensor) != plainStrides(shape);
}

Value lowering::mapElements(FunctionLowering &l, Location loc, ValueRange operands, Type stored,
                            function_ref<Value(ImplicitLocOpBuilder &, ValueRange)> body) {
  ArrayRef<int64_t> shape = cast<RankedTensorType>(operands[0].getType()).getShape();
  AffineMap identity = l.builder.getMultiDimIdentityMap(shape.size());
  SmallVector<AffineMap> maps(operands.size() + 1, identity);
  SmallVector<utils::IteratorType> iterators(shape.size(), utils::IteratorType::parallel);
  Value target = l.empty(loc, shape, stored);
  return linalg::GenericOp::create(l.builder, loc, target.getType(), operands, target, maps,
                                   iterators,
                                   [&](OpBuilder &builder, Location loc, ValueRange arguments) {
                                     ImplicitLocOpBuilder b(loc, builder);
                                     Value result = body(b, arguments.drop_back());
                                     linalg::YieldOp::create(b, result);
                                   })
      .getResult(0);
}

//===----------------------------------------------------------------------===//
// Operations
//===----------------------------------------------------------------------===//

LogicalResult FunctionLowering::lowerSingle(Operation *op) {
  return TypeSwitch<Operation *, LogicalResult>(op)
      .Case([&](array::ReshapeOp op) {
        define(op.getResult(), reshaped(op.getLoc(), tensor(op.getX()), op.getShape()));
        return success();
      })
      .Case([&](array::SliceOp op) { return lowerSlice(*this, op), success(); })
      .Case([&](array::PadOp op) { return lowerPad(*this, op), success(); })
      .Case([&](array::ConcatenateOp op) { return lowerConcatenate(*this, op), success(); })
      .Case([&](array::ReverseOp op) { return lowerReverse(*this, op), success(); })
      .Case([&](array::ArgMaxOp op) { return lowerArgReduction(*this, op, true), success(); })
      .Case([&](array::ArgMinOp op) { return lowerArgReduction(*this, op, false), success(); })
      .Case([&](array::DotGeneralOp op) {
        return lowerContraction(*this, op, op.getResult(), /*exchanged=*/false), success();
      })
      .Case([&](array::TransposeOp op) {
        lowerContraction(*this, exchangedContraction(op), op.getResult(), /*exchanged=*/true);
        return success();
      })
      .Case([&](array::GatherOp op) { return lowerGather(*this, op), success(); })
      .Case([&](array::ScatterOp op) { return lowerScatter(*this, op), success(); })
      .Case([&](array::OptimizationBarrierOp op) {
        for (auto [input, result] : llvm::zip(op.getInputs(), op.getResults()))
          define(result, value(input));
        return success();
      })
      .Case([&](array::CaseOp op) { return lowerCase(*this, op); })
      .Case([&](array::CheckpointOp op) { return lowerCheckpoint(*this, op); })
      .Case([&](array::WhileOp op) { return lowerWhile(*this, op); })
      .Case([&](array::ScanOp op) { return lowerScan(*this, op); })
      .Case(
          [&](array::RuntimeCallOpInterface op) { return lowerRuntimeCall(*this, op), success(); })
      .Case([&](func::CallOp op) {
        SmallVector<Value> operands;
        for (Value operand : op.getOperands())
          operands.push_back(tensor(operand));
        SmallVector<Type> types = llvm::map_to_vector(op.getResultTypes(), lowerType);
        auto call = func::CallOp::create(builder, op.getLoc(), op.getCallee(), types, operands);
        for (auto [array, result] : llvm::zip(op.getResults(), call.getResults()))
          define(array, result);
        return success();
      })
      .Default([&](Operation *op) -> LogicalResult {
        if (auto collective = dyn_cast<array::CollectiveOpInterface>(op))
          return op->emitOpError("is over the axis '")
                 << collective.getAxisName()
                 << "', which nothing maps; map the function over an axis of that name with "
                    "array.vmap or array-vmap first";
        auto changes = [](Type type) { return lowerType(type) != type; };
        if (isa<array::ArrayDialect>(op->getDialect()) || op->getNumRegions() != 0 ||
            llvm::any_of(op->getOperandTypes(), changes) ||
            llvm::any_of(op->getResultTypes(), changes))
          return op->emitOpError("has no lowering to linalg; expand transformation requests with "
                                 "array-expand-transforms, and remove other operations first");
        IRMapping mapping;
        for (Value operand : op->getOperands())
          mapping.map(operand, tensor(operand));
        Operation *copy = builder.clone(*op, mapping);
        for (auto [array, result] : llvm::zip(op->getResults(), copy->getResults()))
          define(array, result);
        return success();
      });
}

void FunctionLowering::freeAfterUse(Value data, ValueRange stacks) {
  unsigned last = position;
  for (Value stack : stacks)
    last = std::max(last, plan.lastUseOf(stack).value_or(position));
  tapes.emplace_back(last, data);
}

/// Frees the tapes whose last reader has been lowered.
void FunctionLowering::freeTapes() {
  llvm::erase_if(tapes, [&](const std::pair<unsigned, Value> &tape) {
    if (tape.first > position)
      return false;
    callTapeFunction(builder, function, tape.second.getLoc(), "cv_tape_free", tape.second);
    return true;
  });
}

LogicalResult FunctionLowering::lowerClusters() {
  SmallVector<Value> outputs;
  for (auto [index, id] : llvm::enumerate(plan.order())) {
    position = index;
    const FusionPlan::Cluster &cluster = plan.cluster(id);
    if (!cluster.isLoop) {
      if (failed(lowerSingle(cluster.ops.front())))
        return failure();
      freeTapes();
      continue;
    }
    outputs.clear();
    for (Operation *op : cluster.ops)
      for (Value result : op->getResults())
        if (plan.escapes(result))
          outputs.push_back(result);
    if (outputs.empty())
      continue;
    if (failed(
            lowerLoops(*this, cluster.ops.back()->getLoc(), cluster.space, cluster.ops, outputs)))
      return failure();
  }
  position = plan.order().size();
  return success();
}

LogicalResult FunctionLowering::run(Block &from, Block &to) {
  builder.setInsertionPointToEnd(&to);
  for (BlockArgument argument : from.getArguments()) {
    define(argument, to.addArgument(lowerType(argument.getType()), argument.getLoc()));
    if (function.getArgAttr(argument.getArgNumber(), "array.donated"))
      own(argument);
  }
  if (failed(lowerClusters()))
    return failure();
  auto terminator = cast<func::ReturnOp>(from.getTerminator());
  if (llvm::any_of(terminator.getOperandTypes(), array::isStack))
    return terminator.emitOpError("returns a stack, which is local to the block of its loop");
  SmallVector<Value> results;
  for (Value operand : terminator.getOperands())
    results.push_back(tensor(operand));
  func::ReturnOp::create(builder, terminator.getLoc(), results);
  return success();
}

//===----------------------------------------------------------------------===//
// The pass
//===----------------------------------------------------------------------===//

/// Erases what nobody needs: views that all readers looked through, and the like.
static void eraseDead(Block &block) {
  for (Operation &op : llvm::make_early_inc_range(llvm::reverse(block))) {
    if (isOpTriviallyDead(&op)) {
      op.erase();
      continue;
    }
    if (!isa<scf::SCFDialect>(op.getDialect()))
      continue;
    for (Region &region : op.getRegions())
      for (Block &inner : region)
        eraseDead(inner);
  }
}

static LogicalResult lowerFunction(func::FuncOp function) {
  auto type = FunctionType::get(
      function.getContext(), llvm::map_to_vector(function.getFunctionType().getInputs(), lowerType),
      llvm::map_to_vector(function.getFunctionType().getResults(), lowerType));
  if (!function.isExternal()) {
    if (!function.getBody().hasOneBlock())
      return function.emitOpError("has several blocks; array programs have one");
    Block &from = function.getBody().front();
    auto *to = new Block();
    function.getBody().push_back(to);
    FunctionLowering lowering(function, from);
    if (failed(lowering.run(from, *to)))
      return failure();
    eraseDead(*to);
    from.erase();
  }
  function.setType(type);
  return success();
}

namespace {
struct ArrayToLinalgPass : covector::impl::ArrayToLinalgPassBase<ArrayToLinalgPass> {
  using Base::Base;
  void runOnOperation() override {
    for (auto function : getOperation().getOps<func::FuncOp>())
      if (failed(lowerFunction(function)))
        return signalPassFailure();
  }
};
} // namespace
