//===- ArrayToLinalgControl.cpp - branches and loops ----------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A region is lowered like a function, with a plan of its own. Its arguments are
// values of the block around it: constant operands are used as they are.
//
// See Note [Carried arrays] in Carried.h.
//
//===----------------------------------------------------------------------===//

#include "dialects/array/ScalarBody.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "passes/lowering/Carried.h"
#include "passes/lowering/Stacks.h"

using namespace mlir;
using namespace covector;
using namespace covector::lowering;

using array::B;

static Value indexConstant(B &b, int64_t value) { return arith::ConstantIndexOp::create(b, value); }

static Value copied(FunctionLowering &l, Location loc, Value tensor) {
  auto type = cast<RankedTensorType>(tensor.getType());
  Value target = l.empty(loc, type.getShape(), type.getElementType());
  return linalg::CopyOp::create(l.builder, loc, tensor, target).getResult(0);
}

/// An argument of a region.
struct Given {
  Value value;
  bool mayOverwrite = false;
  const Stack *stack = nullptr; ///< instead of a value
};

/// Arrays from outside of a region as its arguments. Views of all kinds are made of them
/// there, so that they lie in one piece.
static SmallVector<Given> givenArrays(FunctionLowering &l, Location loc, ValueRange arrays) {
  return llvm::map_to_vector(arrays, [&](Value array) -> Given {
    if (array::isStack(array.getType()))
      return {Value(), false, &l.stack(array)};
    Value value = l.value(array);
    bool isTensor = isa<RankedTensorType>(value.getType());
    return {isTensor && isScattered(value) ? copied(l, loc, value) : value};
  });
}

/// What a region yields: no part of another tensor, which might be changed.
static SmallVector<Value> wholeValues(FunctionLowering &l, Location loc, ValueRange arrays) {
  return llvm::map_to_vector(arrays, [&](Value array) {
    Value value = l.value(array);
    bool isTensor = isa<RankedTensorType>(value.getType());
    return isTensor && isPart(value) ? copied(l, loc, value) : value;
  });
}

/// The type in which a block is given an array, or yields it.
static Type valueType(Type array) {
  Type type = lowerType(array);
  return isOneElement(array) ? getElementTypeOrSelf(type) : type;
}

//===----------------------------------------------------------------------===//
// Regions
//===----------------------------------------------------------------------===//

/// Lowers `block` where `builder` stands; `given` are its arguments. Returns what it
/// yields.
static FailureOr<SmallVector<Value>> lowerRegion(const FunctionLowering &l, Block &block,
                                                 const OpBuilder &builder, ArrayRef<Given> given) {
  FunctionLowering inner(l, block);
  inner.builder = builder;
  for (auto [argument, value] : llvm::zip_equal(block.getArguments(), given)) {
    if (value.stack)
      inner.defineStack(argument, *value.stack);
    else
      inner.define(argument, value.value);
    if (value.mayOverwrite)
      inner.own(argument);
  }
  if (failed(inner.lowerClusters()))
    return failure();
  Operation *yield = block.getTerminator();
  return wholeValues(inner, yield->getLoc(), yield->getOperands());
}

/// Stacks are read where they are made, and not handed on.
static LogicalResult checkNoStack(Operation *op, TypeRange types) {
  if (llvm::none_of(types, array::isStack))
    return success();
  return op->emitOpError("carries or yields a stack, which is local to the block of its loop");
}

//===----------------------------------------------------------------------===//
// checkpoint
//===----------------------------------------------------------------------===//

LogicalResult lowering::lowerCheckpoint(FunctionLowering &l, array::CheckpointOp op) {
  // The body has a plan of its own, so that nothing of it is computed earlier.
  SmallVector<Given> given = givenArrays(l, op.getLoc(), op.getInputs());
  FailureOr<SmallVector<Value>> yielded = lowerRegion(l, op.getBodyBlock(), l.builder, given);
  if (failed(yielded))
    return failure();
  for (auto [result, value] : llvm::zip(op.getResults(), *yielded))
    l.define(result, value);
  return success();
}

//===----------------------------------------------------------------------===//
// case
//===----------------------------------------------------------------------===//

/// The number of a branch, or one beyond the last, as an index.
static Value branchNumber(B &b, Type element, Value selector) {
  if (element.isInteger(1) || element.isUnsignedInteger())
    return arith::IndexCastUIOp::create(b, b.getIndexType(), selector);
  Value index = arith::IndexCastOp::create(b, b.getIndexType(), selector);
  return arith::MaxSIOp::create(b, index, indexConstant(b, 0));
}

/// Chooses among `branches`, at least two, of which the first has number `first`; what is
/// beyond the last is the last. `lower` ends a block with a branch.
static FailureOr<scf::IfOp> choose(OpBuilder builder, Location loc, TypeRange types,
                                   MutableArrayRef<Region> branches, unsigned first, Value number,
                                   llvm::function_ref<LogicalResult(Region &, Block *)> lower) {
  B b(loc, builder);
  unsigned below = branches.size() / 2;
  Value bound = indexConstant(b, first + below);
  Value isAbove = arith::CmpIOp::create(b, arith::CmpIPredicate::uge, number, bound);
  auto choice = scf::IfOp::create(b, types, isAbove, /*addThenBlock=*/true, /*addElseBlock=*/true);
  auto end = [&](Block *block, MutableArrayRef<Region> some, unsigned firstOfThem) {
    if (some.size() == 1)
      return lower(some[0], block);
    OpBuilder inside = OpBuilder::atBlockEnd(block);
    FailureOr<scf::IfOp> inner = choose(inside, loc, types, some, firstOfThem, number, lower);
    if (failed(inner))
      return failure();
    inside.setInsertionPointToEnd(block);
    scf::YieldOp::create(inside, loc, inner->getResults());
    return success();
  };
  if (failed(end(choice.thenBlock(), branches.drop_front(below), first + below)) ||
      failed(end(choice.elseBlock(), branches.take_front(below), first)))
    return failure();
  return choice;
}

LogicalResult lowering::lowerCase(FunctionLowering &l, array::CaseOp op) {
  if (failed(checkNoStack(op, op.getResultTypes())))
    return failure();
  auto b = l.at(op.getLoc());
  SmallVector<Given> given = givenArrays(l, op.getLoc(), op.getInputs());
  for (auto [input, argument] : llvm::zip(op.getInputs(), given)) {
    // The same array may be given twice.
    Value source = resolveRead(input).source;
    argument.mayOverwrite = l.mayOverwrite(source) &&
                            llvm::count_if(op.getInputs(), [&](Value other) {
                              return bufferOwner(resolveRead(other).source) == bufferOwner(source);
                            }) == 1;
  }
  if (op.getBranches().size() == 1) {
    FailureOr<SmallVector<Value>> yielded =
        lowerRegion(l, op.getBranches()[0].front(), l.builder, given);
    if (failed(yielded))
      return failure();
    for (auto [array, value] : llvm::zip(op.getResults(), *yielded))
      l.define(array, value);
    return success();
  }
  // Arrays go to one buffer from whichever branch. See Note [Carried arrays].
  SmallVector<Value> buffers;
  SmallVector<Type> scalars;
  for (Type result : op.getResultTypes()) {
    Type type = valueType(result);
    auto tensor = dyn_cast<RankedTensorType>(type);
    buffers.push_back(nullptr);
    if (tensor)
      buffers.back() =
          memref::AllocOp::create(b, MemRefType::get(tensor.getShape(), tensor.getElementType()));
    else
      scalars.push_back(type);
  }
  auto lower = [&](Region &region, Block *to) -> LogicalResult {
    OpBuilder end = OpBuilder::atBlockEnd(to);
    FailureOr<SmallVector<Value>> yielded = lowerRegion(l, region.front(), end, given);
    if (failed(yielded))
      return failure();
    end.setInsertionPointToEnd(to);
    SmallVector<Value> handed;
    for (auto [buffer, value] : llvm::zip(buffers, *yielded)) {
      if (buffer)
        putInBuffer(end, op.getLoc(), value, buffer);
      else
        handed.push_back(value);
    }
    scf::YieldOp::create(end, op.getLoc(), handed);
    return success();
  };

  Type element = getElementTypeOrSelf(op.getSelector());
  Value selector = loadElement(b, element, l.scalar(op.getSelector()));
  FailureOr<scf::IfOp> choice = choose(l.builder, op.getLoc(), scalars, op.getBranches(), 0,
                                       branchNumber(b, element, selector), lower);
  if (failed(choice))
    return failure();
  auto next = choice->getResults().begin();
  for (auto [array, buffer] : llvm::zip(op.getResults(), buffers))
    l.define(array, buffer ? Value(bufferization::ToTensorOp::create(
                                 l.builder, op.getLoc(), valueType(array.getType()), buffer,
                                 /*restrict=*/true, /*writable=*/true))
                           : Value(*next++));
  return success();
}

//===----------------------------------------------------------------------===//
// while
//===----------------------------------------------------------------------===//

LogicalResult lowering::lowerWhile(FunctionLowering &l, array::WhileOp op) {
  Location loc = op.getLoc();
  if (failed(checkNoStack(op, op.getInits().getTypes())))
    return failure();
  auto b = l.at(loc);
  l.markIterates();
  Carried carried(l, loc, op.getInits());
  SmallVector<Given> consts = givenArrays(l, loc, op.getConsts());

  // The scalars; the number of iterations if that is asked for; the tape and for how many
  // entries it has room.
  Tape tape(l, loc, op.getStacks());
  SmallVector<Value> inits = carried.scalars();
  unsigned scalars = inits.size();
  if (op.getCounted())
    inits.push_back(arith::ConstantIntOp::create(b, 0, 64));
  if (!tape.empty()) {
    Value capacity = arith::ConstantIntOp::create(b, tape.firstCapacity(), 64);
    inits.push_back(tape.allocate(b, capacity));
    inits.push_back(capacity);
  }
  SmallVector<Type> types(ValueRange(inits).getTypes());
  SmallVector<Location> locations(types.size(), loc);
  auto loop = scf::WhileOp::create(b, types, inits);
  Block *before = b.createBlock(&loop.getBefore(), {}, types, locations);
  Block *after = b.createBlock(&loop.getAfter(), {}, types, locations);
  b.setInsertionPointAfter(loop);
  auto taken = [&](B &inside, Block *block, bool mayWrite) {
    ValueRange arguments = ValueRange(block->getArguments()).take_front(scalars);
    return carried.take(inside, arguments, mayWrite);
  };
  auto given = [&](ArrayRef<Value> values, bool mayOverwrite) {
    SmallVector<Given> result;
    for (Value value : values)
      result.push_back({value, mayOverwrite});
    llvm::append_range(result, consts);
    return result;
  };

  B condition(loc, OpBuilder::atBlockEnd(before));
  FailureOr<SmallVector<Value>> holds =
      lowerRegion(l, op.getConditionBlock(), condition,
                  given(taken(condition, before, /*mayWrite=*/false), /*mayOverwrite=*/false));
  if (failed(holds))
    return failure();
  condition.setInsertionPointToEnd(before);
  scf::ConditionOp::create(condition, loadElement(condition, condition.getI1Type(), holds->front()),
                           before->getArguments());

  B body(loc, OpBuilder::atBlockEnd(after));
  SmallVector<Value> places, handedTape;
  if (!tape.empty()) {
    Value data = after->getArgument(scalars + 1), capacity = after->getArgument(scalars + 2);
    tape.reserve(body, after->getArgument(scalars), data, capacity);
    places = tape.places(body, data, after->getArgument(scalars));
    handedTape = {data, capacity};
  }
  SmallVector<Value> values = taken(body, after, /*mayWrite=*/true);
  FailureOr<SmallVector<Value>> next =
      lowerRegion(l, op.getBodyBlock(), body, given(values, /*mayOverwrite=*/true));
  if (failed(next))
    return failure();
  body.setInsertionPointToEnd(after);
  SmallVector<Value> handed = carried.scalarsOf(*next);
  if (op.getCounted()) {
    Value one = arith::ConstantIntOp::create(body, 1, 64);
    handed.push_back(arith::AddIOp::create(body, after->getArgument(scalars), one));
  }
  llvm::append_range(handed, handedTape);
  // Stacks are written to first: what is put there may lie in a carried array.
  tape.push(body, places, ArrayRef(*next).drop_front(carried.size()));
  scf::YieldOp yield = scf::YieldOp::create(body, handed);
  body.setInsertionPoint(yield);
  loop = cast<scf::WhileOp>(
      carried.handOn(body, loop, values, ArrayRef(*next).take_front(carried.size())));

  for (auto [array, result] :
       llvm::zip(op.getCarried(),
                 carried.take(b, loop.getResults().take_front(scalars), /*mayWrite=*/true)))
    l.define(array, result);
  if (op.getCounted())
    l.define(op.getCount(), loop.getResult(scalars));
  tape.define(tape.empty() ? Value() : Value(loop.getResult(scalars + 1)));
  return success();
}

//===----------------------------------------------------------------------===//
// scan
//===----------------------------------------------------------------------===//

/// The part of a tensor or buffer at `index` along its leading axis.
struct ElementPart {
  SmallVector<OpFoldResult> offsets, sizes, strides;
  SmallVector<Value> position; ///< where the element is a single number
  ArrayRef<int64_t> shape;     ///< of the element

  ElementPart(B &b, ShapedType type, Value index)
      : offsets(type.getRank(), b.getIndexAttr(0)), strides(type.getRank(), b.getIndexAttr(1)),
        shape(type.getShape().drop_front()) {
    for (int64_t size : type.getShape())
      sizes.push_back(b.getIndexAttr(size));
    offsets[0] = index;
    sizes[0] = b.getIndexAttr(1);
    if (isScalar()) {
      position.assign(type.getRank(), indexConstant(b, 0));
      position[0] = index;
    }
  }
  bool isScalar() const {
    return llvm::all_of(shape, [](int64_t size) { return size == 1; });
  }
};

/// Element `index` of `xs`, the tensor of an array along whose leading axis a loop goes.
static Value elementAt(B &b, Value xs, Value index) {
  auto type = cast<RankedTensorType>(xs.getType());
  ElementPart part(b, type, index);
  if (part.isScalar())
    return tensor::ExtractOp::create(b, xs, part.position);
  auto element = RankedTensorType::get(part.shape, type.getElementType());
  if (element.getNumElements() == 0)
    return tensor::EmptyOp::create(b, element.getShape(), element.getElementType());
  return tensor::ExtractSliceOp::create(b, element, xs, part.offsets, part.sizes, part.strides);
}

/// Makes `value` the element `index` of a stack.
static void putElement(B &b, Value stack, Value index, Value value) {
  auto type = cast<MemRefType>(stack.getType());
  ElementPart part(b, type, index);
  if (part.isScalar()) {
    memref::StoreOp::create(b, value, stack, part.position);
    return;
  }
  auto place = cast<MemRefType>(memref::SubViewOp::inferRankReducedResultType(
      part.shape, type, part.offsets, part.sizes, part.strides));
  putInBuffer(b, b.getLoc(), value,
              memref::SubViewOp::create(b, place, stack, part.offsets, part.sizes, part.strides));
}

/// The iota that makes the elements of `xs`, if these are numbers; null if none does.
static array::IotaOp iotaOf(Value xs) {
  if (!isOneElement(array::elementOf(xs.getType())))
    return nullptr;
  return resolveRead(xs).source.getDefiningOp<array::IotaOp>();
}

/// Element `index` of `iota`, or of a view of it.
static Value iotaElement(B &b, array::IotaOp iota, Value index) {
  Type element = getElementTypeOrSelf(iota.getType());
  int64_t size = iota.getShape()[iota.getAxis()];
  Value number = size == 1 ? zeroElement(b, element) : elementFromIndex(b, element, index, size);
  return storeElement(b, element, number);
}

LogicalResult lowering::lowerScan(FunctionLowering &l, array::ScanOp op) {
  Location loc = op.getLoc();
  if (failed(checkNoStack(op, op.getInits().getTypes())))
    return failure();
  auto b = l.at(loc);
  if (op.getLength() && *op.getLength() == 0) {
    for (auto [array, init] : llvm::zip(op.getCarried(), op.getInits()))
      l.define(array, l.value(init));
    for (Value stack : op.getStacks()) {
      auto type = cast<RankedTensorType>(lowerType(stack.getType()));
      l.define(stack, l.empty(loc, type.getShape(), type.getElementType()));
    }
    return success();
  }
  l.markIterates();
  Carried carried(l, loc, op.getInits());
  SmallVector<Given> consts = givenArrays(l, loc, op.getConsts());
  SmallVector<Value> xs = llvm::map_to_vector(op.getXs(), [&](Value x) {
    return iotaOf(x) || array::isStack(x.getType()) ? Value() : l.tensor(x);
  });
  Value zero = indexConstant(b, 0), one = indexConstant(b, 1), count, data;
  SmallVector<Value> stacks; // buffers
  std::optional<Tape> tape;
  if (op.getLength()) {
    count = indexConstant(b, *op.getLength());
    for (Value stack : op.getStacks()) {
      auto type = cast<RankedTensorType>(lowerType(stack.getType()));
      stacks.push_back(
          memref::AllocOp::create(b, MemRefType::get(type.getShape(), type.getElementType())));
    }
  } else {
    Value number = l.scalar(op.getCount());
    count = arith::IndexCastOp::create(b, b.getIndexType(), number);
    tape.emplace(l, loc, op.getStacks());
    if (!tape->empty())
      data = tape->allocate(b, number);
  }
  Value last;
  if (op.getReverse())
    last = arith::SubIOp::create(b, count, one);

  auto loop = scf::ForOp::create(b, zero, count, one, carried.scalars());
  Block *block = loop.getBody();
  if (!block->empty()) // where nothing is carried
    block->getTerminator()->erase();
  B body(loc, OpBuilder::atBlockEnd(block));
  Value index = loop.getInductionVar();
  if (last)
    index = arith::SubIOp::create(body, last, index);
  Value number = arith::IndexCastOp::create(body, b.getI64Type(), index);
  SmallVector<Value> places;
  if (data)
    places = tape->places(body, data, number);
  SmallVector<Value> taken = carried.take(body, loop.getRegionIterArgs(), /*mayWrite=*/true);
  SmallVector<Given> given{{number}};
  llvm::append_range(given, consts);
  for (Value value : taken)
    given.push_back({value, /*mayOverwrite=*/true});
  for (auto [array, x] : llvm::zip(op.getXs(), xs)) {
    if (x)
      given.push_back({elementAt(body, x, index)});
    else if (array::isStack(array.getType()))
      given.push_back({elementOfStack(l, body, loc, array, number)});
    else
      given.push_back({iotaElement(body, iotaOf(array), index)});
  }

  FailureOr<SmallVector<Value>> next = lowerRegion(l, op.getBodyBlock(), body, given);
  if (failed(next))
    return failure();
  body.setInsertionPointToEnd(block);
  // Stacks are written to first: what is put there may lie in a carried array.
  ArrayRef<Value> stacked = ArrayRef(*next).drop_front(carried.size());
  for (auto [stack, value] : llvm::zip(stacks, stacked))
    putElement(body, stack, index, value);
  if (data)
    tape->push(body, places, stacked);
  scf::YieldOp yield = scf::YieldOp::create(body, carried.scalarsOf(*next));
  body.setInsertionPoint(yield);
  loop = cast<scf::ForOp>(
      carried.handOn(body, loop, taken, ArrayRef(*next).take_front(carried.size())));
  for (auto [array, result] :
       llvm::zip(op.getCarried(), carried.take(b, loop.getResults(), /*mayWrite=*/true)))
    l.define(array, result);
  for (auto [array, stack] : llvm::zip(op.getStacks(), stacks))
    l.define(array, bufferization::ToTensorOp::create(b, lowerType(array.getType()), stack,
                                                      /*restrict=*/true, /*writable=*/true));
  if (tape)
    tape->define(data);
  return success();
}
