//===- Binomial.cpp - loops whose derivatives keep few snapshots ----------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// See Note [Binomial checkpoints] in Binomial.h.
//
//===----------------------------------------------------------------------===//

#include "passes/autodiff/Binomial.h"
#include "dialects/array/Expr.h"
#include "dialects/array/Rules.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

using namespace mlir;
using namespace covector;
using array::Expr;
using B = ImplicitLocOpBuilder;

//===----------------------------------------------------------------------===//
// Numbers and slots
//===----------------------------------------------------------------------===//

static RankedTensorType indexType(OpBuilder &b) {
  return RankedTensorType::get({}, b.getI64Type());
}

static Expr number(B &b, int64_t value) {
  return Expr(b, array::constant(b, b.getLoc(), DenseElementsAttr::get(indexType(b), value)));
}

static Expr less(Expr x, Expr y) { return compare(array::ComparisonDirection::LT, x, y); }

static Expr min(Expr x, Expr y) {
  return Expr(x.b(), array::MinOp::create(x.b(), x.value(), y.value()).getResult());
}

static Value indexVector(B &b, Value index) { return array::reshape(b, b.getLoc(), index, {1}); }

/// Element `index` of `x` along its leading axis; the nearest if there is none.
static Value element(B &b, Value x, Value index) {
  auto type = cast<RankedTensorType>(x.getType());
  SmallVector<int64_t> sizes(type.getShape());
  sizes[0] = 1;
  SmallVector<int64_t> axes = llvm::to_vector(llvm::seq<int64_t>(0, type.getRank() - 1));
  return array::GatherOp::create(b, x, indexVector(b, index), axes, ArrayRef<int64_t>{0},
                                 ArrayRef<int64_t>{}, ArrayRef<int64_t>{}, ArrayRef<int64_t>{0},
                                 sizes, array::IndexMode::InBounds, /*fill_value=*/Attribute(),
                                 b.getBoolAttr(true), /*wrap_negative=*/BoolAttr());
}

/// `x` with another element `index`.
static Value withElement(B &b, Value x, Value index, Value value) {
  auto type = cast<RankedTensorType>(x.getType());
  SmallVector<int64_t> axes = llvm::to_vector(llvm::seq<int64_t>(0, type.getRank() - 1));
  return array::ScatterOp::create(b, x, indexVector(b, index), value, axes, ArrayRef<int64_t>{0},
                                  ArrayRef<int64_t>{}, ArrayRef<int64_t>{}, ArrayRef<int64_t>{0},
                                  array::IndexMode::InBounds, array::ScatterKind::Set,
                                  b.getBoolAttr(true), /*wrap_negative=*/BoolAttr());
}

/// How many slots there are for the carried values of `op`: one more than snapshots.
static int64_t slotsOf(array::ScanOp op) {
  int64_t snapshots = *op.getSnapshots();
  if (op.getLength())
    snapshots = std::min<int64_t>(snapshots, *op.getLength() - 1); // none needs more
  return snapshots + 1;
}

namespace {

/// The stack of snapshots.
struct Snapshots {
  SmallVector<Value> arrays;
  Value positions, used;

  /// With one snapshot, of the first step.
  Snapshots(B &b, ValueRange states, int64_t slots) {
    Value zero = number(b, 0).value();
    for (Value state : states) {
      Value empty = array::zeros(b, b.getLoc(), array::withLeadingAxis(state.getType(), slots));
      arrays.push_back(withElement(b, empty, zero, state));
    }
    positions = array::zeros(b, b.getLoc(), array::withLeadingAxis(indexType(b), slots));
    used = number(b, 1).value();
  }

  /// As `all` gives them, perhaps among others.
  Snapshots(size_t states, ValueRange values)
      : arrays(values.take_front(states)), positions(values[states]), used(values[states + 1]) {}

  SmallVector<Value> all() const {
    SmallVector<Value> values(arrays);
    values.append({positions, used});
    return values;
  }
  static size_t count(size_t states) { return states + 2; }

  Value lastSlot(B &b) const { return (Expr(b, used) - 1.0).value(); }

  SmallVector<Value> read(B &b, Value slot) const {
    return llvm::map_to_vector(arrays, [&](Value array) { return element(b, array, slot); });
  }

  void push(B &b, ValueRange states, Value position) {
    for (auto [array, state] : llvm::zip_equal(arrays, states))
      array = withElement(b, array, used, state);
    positions = withElement(b, positions, used, position);
    used = (Expr(b, used) + 1.0).value();
  }
};

//===----------------------------------------------------------------------===//
// Steps forward
//===----------------------------------------------------------------------===//

/// Runs steps of a loop. What they read besides carried values, the `context`, is given in
/// every block: those of consts and xs that a step uses, and the number of the last step.
class Steps {
public:
  /// `step` is the body of a loop like `loop`, which yields carried values `states` and
  /// `others` and then what is stacked.
  Steps(array::ScanOp loop, Block &step, ArrayRef<unsigned> states, ArrayRef<unsigned> others);

  /// The context where `loop` stands.
  SmallVector<Value> context(B &b);

  /// Runs step `number`: `carried` are states, others, and stacks.
  SmallVector<Value> run(B &b, Value number, ValueRange context, ValueRange carried);

  /// Runs steps from `position` on, where the last snapshot is, up to `target`, which has
  /// the last one afterwards. `others` are carried besides.
  void advance(B &b, Snapshots &snapshots, Value position, Value target,
               SmallVectorImpl<Value> &others, ValueRange context);

  static Value lastStep(ValueRange context) { return context.back(); }

private:
  array::ScanOp loop;
  Block &step;
  SmallVector<unsigned> carriedNumbers;
  size_t numStates;
  SmallVector<unsigned> constNumbers, xNumbers; // of those that are used
};

} // namespace

Steps::Steps(array::ScanOp loop, Block &step, ArrayRef<unsigned> states, ArrayRef<unsigned> others)
    : loop(loop), step(step), carriedNumbers(states), numStates(states.size()) {
  llvm::append_range(carriedNumbers, others);
  unsigned consts = loop.getConsts().size(), firstX = 1 + consts + loop.getInits().size();
  for (unsigned i = 0; i < consts; ++i)
    if (!step.getArgument(1 + i).use_empty())
      constNumbers.push_back(i);
  for (unsigned i = 0; i < loop.getXs().size(); ++i)
    if (!step.getArgument(firstX + i).use_empty())
      xNumbers.push_back(i);
}

SmallVector<Value> Steps::context(B &b) {
  SmallVector<Value> values;
  for (unsigned i : constNumbers)
    values.push_back(loop.getConsts()[i]);
  for (unsigned i : xNumbers)
    values.push_back(loop.getXs()[i]);
  Expr count = loop.getLength() ? number(b, *loop.getLength()) : Expr(b, loop.getCount());
  values.push_back((count - 1.0).value());
  return values;
}

SmallVector<Value> Steps::run(B &b, Value number, ValueRange context, ValueRange carried) {
  Value index = number;
  if (loop.getReverse())
    index = (Expr(b, lastStep(context)) - Expr(b, number)).value();
  unsigned consts = loop.getConsts().size(), firstX = 1 + consts + loop.getInits().size();
  IRMapping mapping;
  mapping.map(step.getArgument(0), index);
  for (auto [k, i] : llvm::enumerate(constNumbers))
    mapping.map(step.getArgument(1 + i), context[k]);
  for (auto [k, i] : llvm::enumerate(xNumbers))
    mapping.map(step.getArgument(firstX + i), element(b, context[constNumbers.size() + k], index));
  for (auto [value, i] : llvm::zip(carried, carriedNumbers))
    mapping.map(step.getArgument(1 + consts + i), value);
  for (Operation &op : step.without_terminator())
    b.clone(op, mapping);
  SmallVector<Value> next;
  for (auto [i, yielded] : llvm::enumerate(step.getTerminator()->getOperands())) {
    Value value = mapping.lookupOrDefault(yielded);
    next.push_back(i < carriedNumbers.size() ? value : withElement(b, carried[i], index, value));
  }
  return next;
}

/// How many steps behind a snapshot the next one is put, where `rest` steps are to be
/// reversed, the step of the snapshot among them, and `free` snapshots are left; the last
/// of them if none is. See Note [Binomial checkpoints].
static Expr distance(Expr rest, Expr free) {
  B &b = rest.b();
  Expr one = Expr::like(rest, 1.0), snapshots = free + 1.0;
  // Of two steps the second is reached at once.
  Value divides = array::AndOp::create(b, less(Expr::like(free, 0.0), free).value(),
                                       less(Expr::like(rest, 2.0), rest).value());
  Expr isDivided(b, divides), enough = select(isDivided, rest, one);
  // r, C(snapshots + r, r) and the same of r - 1.
  auto search = array::WhileOp::create(
      b, TypeRange(), ValueRange{enough.value(), snapshots.value()},
      ValueRange{Expr::like(rest, 0.0).value(), one.value(), one.value()}, /*counted=*/false);
  {
    Block &block = search.getConditionBlock();
    B inside(b.getLoc(), OpBuilder::atBlockEnd(&block));
    Expr steps(inside, block.getArgument(1)), wanted(inside, block.getArgument(3));
    array::YieldOp::create(inside, less(steps, wanted).value());
  }
  {
    Block &block = search.getBodyBlock();
    B inside(b.getLoc(), OpBuilder::atBlockEnd(&block));
    Expr times(inside, block.getArgument(0)), steps(inside, block.getArgument(1));
    Expr next = times + 1.0, s(inside, block.getArgument(4));
    array::YieldOp::create(
        inside, ValueRange{next.value(), (steps * (s + next) / next).value(), steps.value()});
  }
  Expr times(b, search.getResult(0)), before(b, search.getResult(2));
  Expr behind = before * snapshots / (snapshots + times - 1.0);
  return select(isDivided, min(before, rest - behind), rest - 1.0);
}

void Steps::advance(B &b, Snapshots &snapshots, Value position, Value target,
                    SmallVectorImpl<Value> &others, ValueRange context) {
  Location loc = b.getLoc();
  SmallVector<Value> inits = snapshots.all(), consts(context);
  inits.push_back(position);
  llvm::append_range(inits, others);
  consts.push_back(target);
  auto sweep = array::WhileOp::create(b, TypeRange(), consts, inits, /*counted=*/false);
  size_t place = Snapshots::count(numStates);
  {
    Block &block = sweep.getConditionBlock();
    B inside(loc, OpBuilder::atBlockEnd(&block));
    Expr position(inside, block.getArgument(place)), target(inside, block.getArguments().back());
    array::YieldOp::create(inside, less(position, target).value());
  }

  Block &block = sweep.getBodyBlock();
  B inside(loc, OpBuilder::atBlockEnd(&block));
  ValueRange given = block.getArguments();
  Snapshots kept(numStates, given);
  ValueRange besides = given.slice(place + 1, others.size());
  ValueRange around = given.slice(inits.size(), context.size());
  Expr from(inside, given[place]), until(inside, given.back()), used(inside, kept.used);
  int64_t slots = cast<RankedTensorType>(kept.positions.getType()).getDimSize(0);
  Expr count = distance(until + 1.0 - from, double(slots - 1) - used);

  SmallVector<Value> carried = kept.read(inside, kept.lastSlot(inside)), scanConsts(around);
  llvm::append_range(carried, besides);
  scanConsts.push_back(from.value());
  auto steps = array::ScanOp::create(inside, TypeRange(), count.value(), scanConsts, carried,
                                     ValueRange(), IntegerAttr(), /*reverse=*/false);
  steps.setSnapshotsAttr(loop.getSnapshotsAttr());
  {
    B within(loc, OpBuilder::atBlockEnd(&steps.getBodyBlock()));
    ValueRange consts(steps.getBodyConsts());
    Expr index(within, steps.getIndex()), first(within, consts.back());
    array::YieldOp::create(within, run(within, (first + index).value(), consts.drop_back(),
                                       ValueRange(steps.getBodyCarried())));
  }
  Value reached = (from + count).value();
  kept.push(inside, steps.getResults().take_front(numStates), reached);
  SmallVector<Value> yielded = kept.all();
  yielded.push_back(reached);
  llvm::append_range(yielded, steps.getResults().drop_front(numStates));
  array::YieldOp::create(inside, yielded);

  snapshots = Snapshots(numStates, sweep.getResults());
  others.assign(sweep.getResults().begin() + place + 1, sweep.getResults().end());
}

//===----------------------------------------------------------------------===//
// Forward mode
//===----------------------------------------------------------------------===//

bool covector::keepsSnapshots(array::ScanOp op) {
  if (!op.getSnapshots() || !isMemoryEffectFree(op))
    return false;
  return op.getLength() ? *op.getLength() > 1 : op.getXs().empty() && op.getStacks().empty();
}

void covector::eraseKept(array::ScanOp op, SmallVectorImpl<Value> &tangents) {
  int64_t kept = op.getKept().value_or(0);
  op.removeKeptAttr();
  if (!kept)
    return;
  op.getBodyBlock().eraseArguments(1, kept);
  op->eraseOperands(0, kept);
  SmallVector<int64_t> segments(op.getSegments());
  segments[0] -= kept;
  op.setSegments(segments);
  tangents.erase(tangents.begin(), tangents.begin() + kept);
}

static void eraseDead(Block &block) {
  for (Operation &op : llvm::make_early_inc_range(llvm::reverse(block)))
    if (isOpTriviallyDead(&op))
      op.erase();
}

/// The carried values, whose arguments begin at `first` and of which there are `count`, that
/// the values `roots` of `body` are made of, by whatever number of iterations.
static SmallVector<unsigned> neededCarried(Block &body, unsigned first, unsigned count,
                                           ArrayRef<Value> roots) {
  SmallVector<Value> work(roots);
  llvm::DenseSet<Value> seen;
  while (!work.empty()) {
    Value value = work.pop_back_val();
    if (!seen.insert(value).second)
      continue;
    if (Operation *op = value.getDefiningOp()) {
      llvm::append_range(work, op->getOperands());
      continue;
    }
    unsigned number = cast<BlockArgument>(value).getArgNumber();
    if (number >= first && number < first + count)
      work.push_back(body.getTerminator()->getOperand(number - first));
  }
  SmallVector<unsigned> needed;
  for (unsigned i = 0; i < count; ++i)
    if (seen.contains(body.getArgument(first + i)))
      needed.push_back(i);
  return needed;
}

/// Runs `op`, whose body is `plain`, keeping snapshots of the carried values `states`.
static Snapshots runWithSnapshots(array::ScanOp op, Block &plain, ArrayRef<unsigned> states,
                                  SmallVectorImpl<Value> &results) {
  B b(op.getLoc(), op);
  unsigned carried = op.getInits().size();
  SmallVector<unsigned> others;
  for (unsigned i = 0; i < carried; ++i)
    if (!llvm::is_contained(states, i))
      others.push_back(i);
  Operation *terminator = plain.getTerminator();
  SmallVector<Value> yielded(terminator->getOperands()), ordered, inits, besides;
  for (unsigned i : states) {
    ordered.push_back(yielded[i]);
    inits.push_back(op.getInits()[i]);
  }
  for (unsigned i : others) {
    ordered.push_back(yielded[i]);
    besides.push_back(op.getInits()[i]);
  }
  ordered.append(yielded.begin() + carried, yielded.end());
  terminator->setOperands(ordered);
  for (Value stack : op.getStacks())
    besides.push_back(array::zeros(b, op.getLoc(), stack.getType()));

  Steps steps(op, plain, states, others);
  SmallVector<Value> context = steps.context(b);
  Value last = Steps::lastStep(context);
  Snapshots snapshots(b, inits, slotsOf(op));
  steps.advance(b, snapshots, number(b, 0).value(), last, besides, context);

  // The last step is no longer one that is reached to be reversed.
  SmallVector<Value> values = snapshots.read(b, snapshots.lastSlot(b));
  llvm::append_range(values, besides);
  if (op.getLength()) {
    values = steps.run(b, last, context, values);
  } else {
    Expr count = min(Expr(b, op.getCount()), number(b, 1));
    auto once = array::ScanOp::create(b, TypeRange(), count.value(), context, values, ValueRange(),
                                      IntegerAttr(), /*reverse=*/false);
    once.setSnapshotsAttr(op.getSnapshotsAttr());
    B inside(op.getLoc(), OpBuilder::atBlockEnd(&once.getBodyBlock()));
    ValueRange consts(once.getBodyConsts());
    array::YieldOp::create(inside, steps.run(inside, Steps::lastStep(consts), consts,
                                             ValueRange(once.getBodyCarried())));
    values.assign(once.getResults().begin(), once.getResults().end());
  }
  results.resize(carried);
  for (auto [k, i] : llvm::enumerate(states))
    results[i] = values[k];
  for (auto [k, i] : llvm::enumerate(others))
    results[i] = values[states.size() + k];
  results.append(values.begin() + carried, values.end());
  return snapshots;
}

void covector::splitWithSnapshots(ForwardMode &forward, array::ScanOp op, OpBuilder &builder,
                                  LoopTangents &tangents, Region &plain) {
  Block &body = op.getBodyBlock();
  unsigned consts = op.getConsts().size(), carried = op.getInits().size(), xs = op.getXs().size();
  Operation *terminator = body.getTerminator();
  SmallVector<Value> linear;
  tangents.appendCarried(linear);
  tangents.appendStacked(linear);
  SmallVector<unsigned> states = neededCarried(body, 1 + consts, carried, linear);
  SmallVector<Value> results;
  Snapshots snapshots = runWithSnapshots(op, plain.front(), states, results);

  // The linear loop runs everything again as long as it is not transposed.
  SmallVector<Value> values;
  for (unsigned i : states)
    values.push_back(terminator->getOperand(i));
  llvm::append_range(values, linear);
  terminator->setOperands(values);
  eraseDead(body);
  unsigned added = 1 + consts + carried + xs;
  SmallVector<unsigned> order = {0};
  auto place = [&](ArrayRef<unsigned> numbers, unsigned first, size_t tangents) {
    for (unsigned i : numbers)
      order.push_back(first + i);
    for (size_t i = 0; i < tangents; ++i)
      order.push_back(added++);
  };
  place(llvm::to_vector(llvm::seq(0u, consts)), 1, tangents.consts.size());
  place(states, 1 + consts, tangents.carried.size());
  place(llvm::to_vector(llvm::seq(0u, xs)), 1 + consts + carried, tangents.elements.size());
  reorderArguments(body, order);
  SmallVector<Value> allConsts(op.getConsts()), allInits, allXs(op.getXs());
  llvm::append_range(allConsts, tangents.consts);
  for (unsigned i : states)
    allInits.push_back(op.getInits()[i]);
  llvm::append_range(allInits, tangents.initTangents(builder));
  llvm::append_range(allXs, tangents.elements);
  eraseUnused(body, allConsts, allInits.size(), allXs);
  SmallVector<Value> kept = snapshots.all();
  for (Value value : llvm::reverse(kept))
    body.insertArgument(1u, value.getType(), op.getLoc());
  allConsts.insert(allConsts.begin(), kept.begin(), kept.end());
  auto again = createScan(builder, op.getLoc(), op, allConsts, allInits, allXs, op.getBody(),
                          op.getReverse());
  array::copyKeeping(op, again);
  again.setKept(kept.size());
  op->replaceAllUsesWith(results);
  tangents.declare(forward, results, again.getCarried().drop_front(states.size()),
                   again.getStacks());
  op.erase();
}

//===----------------------------------------------------------------------===//
// Transpose
//===----------------------------------------------------------------------===//

/// What was kept of the loop `op`, if that is of all its `states`.
static std::optional<Snapshots> keptBy(array::ScanOp op, ArrayRef<unsigned> states) {
  if (op.getKept().value_or(0) != Snapshots::count(states.size()))
    return std::nullopt;
  Snapshots snapshots(states.size(), SmallVector<Value>(op.getConsts()));
  int64_t slots = slotsOf(op);
  auto fits = [&](Value value, Type element) {
    return value.getType() == array::withLeadingAxis(element, slots);
  };
  for (auto [array, i] : llvm::zip_equal(snapshots.arrays, states))
    if (!fits(array, op.getInits()[i].getType()))
      return std::nullopt;
  OpBuilder b(op);
  if (!fits(snapshots.positions, indexType(b)) || snapshots.used.getType() != indexType(b))
    return std::nullopt;
  return snapshots;
}

array::ScanOp covector::reverseWithSnapshots(OpBuilder &builder, array::ScanOp op, Block &body,
                                             const TransposedStep &step) {
  Location loc = op.getLoc();
  B b(loc, builder);
  // What a step does without what is linear.
  Operation *terminator = body.getTerminator();
  SmallVector<Value> next;
  for (unsigned i : step.states)
    next.push_back(terminator->getOperand(i));
  terminator->setOperands(next);
  eraseDead(body);
  Steps steps(op, body, step.states, {});
  SmallVector<Value> context = steps.context(b), none;

  std::optional<Snapshots> kept = keptBy(op, step.states);
  if (!kept) {
    SmallVector<Value> states;
    for (unsigned i : step.states)
      states.push_back(op.getInits()[i]);
    kept.emplace(b, states, slotsOf(op));
    steps.advance(b, *kept, number(b, 0).value(), Steps::lastStep(context), none, context);
  }

  SmallVector<Value> consts(step.consts), inits(step.inits), xs(step.xs);
  llvm::append_range(consts, context);
  llvm::append_range(inits, kept->all());
  llvm::append_range(xs, step.cotangents);
  Operation *yield = step.block.getTerminator();
  SmallVector<Value> yielded(yield->getOperands());
  size_t carried = step.inits.size();
  auto result =
      array::ScanOp::create(b, ValueRange(ArrayRef(yielded).drop_front(carried)).getTypes(),
                            op.getCount(), consts, inits, xs, op.getLengthAttr(), !op.getReverse());
  result.setSnapshotsAttr(op.getSnapshotsAttr());

  B inside(loc, OpBuilder::atBlockEnd(&result.getBodyBlock()));
  ValueRange givenConsts(result.getBodyConsts()), givenCarried(result.getBodyCarried());
  ValueRange elements(result.getBodyElements());
  ValueRange around = givenConsts.drop_front(step.consts.size());
  Snapshots snapshots(step.states.size(), givenCarried.drop_front(carried));
  Value slot = snapshots.lastSlot(inside), reversed = result.getIndex();
  if (op.getReverse())
    reversed = (Expr(inside, Steps::lastStep(around)) - Expr(inside, reversed)).value();
  SmallVector<Value> arguments = {result.getIndex()};
  llvm::append_range(arguments, givenConsts.take_front(step.consts.size()));
  llvm::append_range(arguments, givenCarried.take_front(carried));
  llvm::append_range(arguments, elements.take_front(step.xs.size()));
  llvm::append_range(arguments, snapshots.read(inside, slot));
  llvm::append_range(arguments, elements.drop_front(step.xs.size()));
  for (auto [argument, value] : llvm::zip_equal(step.block.getArguments(), arguments))
    argument.replaceAllUsesWith(value);
  yielded.assign(yield->operand_begin(), yield->operand_end());
  Block &to = result.getBodyBlock();
  to.getOperations().splice(to.end(), step.block.getOperations(), step.block.begin(),
                            Block::iterator(yield));

  inside.setInsertionPointToEnd(&to);
  snapshots.used = slot;
  Value position = element(inside, snapshots.positions, snapshots.lastSlot(inside));
  steps.advance(inside, snapshots, position, (Expr(inside, reversed) - 1.0).value(), none, around);
  SmallVector<Value> held = snapshots.all();
  yielded.insert(yielded.begin() + carried, held.begin(), held.end());
  array::YieldOp::create(inside, yielded);
  return result;
}
