//===- ControlFlow.td - branches and loops --------------------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Regions are isolated: what they read of the outside is among the operands, so
// that an operation's operands say all that it depends on. See
// docs/design/0009-control-flow.md.
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_ARRAY_CONTROL_FLOW
#define COVECTOR_ARRAY_CONTROL_FLOW

include "mlir/Interfaces/ControlFlowInterfaces.td"
include "dialects/array/ArrayBase.td"

// An array, or a stack: one with a leading axis whose length is known only when
// the program runs.
def Array_TensorOrStack : Type<CPred<"::covector::array::isArrayTensor($_self) || "
                                     "::covector::array::isStack($_self)">,
                               "array or stack", "::mlir::RankedTensorType">;

class Array_ControlOp<string mnemonic, list<Trait> traits = []>
    : Op<Array_Dialect, mnemonic,
         !listconcat([IsolatedFromAbove, SingleBlock, RecursiveMemoryEffects, HasDependence],
                        traits)> {
  let hasVerifier = 1;
}

def Array_YieldOp : Op<Array_Dialect, "yield",
                       [Pure, ReturnLike, Terminator,
                        ParentOneOf<["CaseOp", "CheckpointOp", "ScanOp", "WhileOp",
                                     "CustomJvpCallOp", "CustomVjpCallOp", "LinearCallOp"]>]> {
  let summary = "what a region gives to its operation";
  let description = [{
    Ends a region of `array.case`, `array.checkpoint`, `array.while` or `array.scan`, or the
    body of a function with rules of its own; these say what the operands are.

    Example:
    ```mlir
    %y = array.case %i, %x : (tensor<i32>, tensor<4xf32>) -> tensor<4xf32> {
    ^bb0(%a: tensor<4xf32>):
      array.yield %a : tensor<4xf32>
    }
    ```
  }];
  let arguments = (ins Variadic<Array_TensorOrStack>:$values);
  let assemblyFormat = "($values^ `:` type($values))? attr-dict";
}

def Array_CaseOp : Array_ControlOp<"case", [RecursivelySpeculatable]> {
  let summary = "one of several branches";
  let description = [{
    Runs the branch of number `selector`, and no other; a selector that is out of
    bounds is moved inside. A selector that is a boolean chooses branch 1 where it
    is true, else branch 0. Branches are given the operands and yield the results.

    There is at least one branch (C1), and two if the selector is a boolean (C2). A
    branch has an argument of each operand's type (C3) and yields a value of each
    result's type (C4).

    Example:
    ```mlir
    %y = array.case %p, %x : (tensor<i1>, tensor<4xf32>) -> tensor<4xf32> {
    ^bb0(%a: tensor<4xf32>):
      array.yield %a : tensor<4xf32>
    }, {
    ^bb0(%a: tensor<4xf32>):
      %0 = array.neg %a : tensor<4xf32>
      array.yield %0 : tensor<4xf32>
    }
    ```
  }];
  let arguments = (ins Array_IntOrBoolTensor:$selector, Variadic<Array_TensorOrStack>:$inputs);
  let results = (outs Variadic<Array_TensorOrStack>:$results);
  let regions = (region VariadicRegion<SizedRegion<1>>:$branches);
  let skipDefaultBuilders = 1;
  let builders = [OpBuilder<(ins "::mlir::TypeRange":$results, "::mlir::Value":$selector,
      "::mlir::ValueRange":$inputs, "unsigned":$branches)>];
  let assemblyFormat = [{ operands attr-dict `:` functional-type(operands, results) $branches }];
}

def Array_WhileOp : Array_ControlOp<"while"> {
  let summary = "a loop as long as a condition holds";
  let description = [{
    Carries values from iteration to iteration: `body` makes new ones of them as
    long as `condition` holds of them. Both are given the carried values and then
    `consts`, which are the same in every iteration. The first results are the
    carried values when the condition holds no more.

    With `counted`, further results follow: the number of iterations, and a stack
    for each further value that `body` yields, whose element `i` is the value that
    iteration `i` has yielded.

    `condition` yields a boolean scalar (C1); `body` yields the carried values, of
    the types of `carry` (C2), and further values if the loop is `counted` (C3). The
    attribute `segments` says how many operands are `consts` and `carry`. `levels` and
    `snapshots` are as for `array.scan`.

    Example:
    ```mlir
    %y = array.while consts(%c) carry(%x) : (tensor<f32>, tensor<f32>) -> tensor<f32> while {
    ^bb0(%a: tensor<f32>, %limit: tensor<f32>):
      %0 = array.compare LT, %a, %limit : (tensor<f32>, tensor<f32>) -> tensor<i1>
      array.yield %0 : tensor<i1>
    } do {
    ^bb0(%a: tensor<f32>, %limit: tensor<f32>):
      %0 = array.add %a, %a : tensor<f32>
      array.yield %0 : tensor<f32>
    }
    ```
  }];
  let arguments = (ins Variadic<Array_TensorOrStack>:$args, DenseI64ArrayAttr:$segments,
      UnitAttr:$counted, OptionalAttr<I64Attr>:$levels, OptionalAttr<I64Attr>:$snapshots);
  let results = (outs Variadic<Array_TensorOrStack>:$results);
  let regions = (region SizedRegion<1>:$condition, SizedRegion<1>:$body);
  let skipDefaultBuilders = 1;
  let builders = [OpBuilder<(ins "::mlir::TypeRange":$stacked, "::mlir::ValueRange":$consts,
      "::mlir::ValueRange":$inits, "bool":$counted)>];
  let hasCustomAssemblyFormat = 1;
  let extraClassDeclaration = [{
    ::mlir::OperandRange getConsts() { return getArgs().take_front(getSegments()[0]); }
    ::mlir::OperandRange getInits() { return getArgs().drop_front(getSegments()[0]); }
    /// The results without the count and the stacks.
    ::mlir::ResultRange getCarried() { return getResults().take_front(getInits().size()); }
    /// The number of iterations, null if the loop is not counted.
    ::mlir::Value getCount() {
      return getCounted() ? ::mlir::Value(getResults()[getInits().size()]) : ::mlir::Value();
    }
    ::mlir::ResultRange getStacks() {
      return getResults().drop_front(getInits().size() + getCounted());
    }
    ::mlir::Block &getConditionBlock() { return getCondition().front(); }
    ::mlir::Block &getBodyBlock() { return getBody().front(); }
  }];
}

def Array_ScanOp : Array_ControlOp<"scan", [RecursivelySpeculatable]> {
  let summary = "a loop of a known number of iterations";
  let description = [{
    Carries values from iteration to iteration, takes the elements of `xs` along
    their leading axis one by one, and stacks what iterations yield. There are
    `length` iterations, or, where that is absent, `count` (none if it is
    negative); with `reverse` they run from the last index to the first.

    `body` is given the index of the iteration, `consts`, which are the same in every
    iteration, the carried values, and the element of each of `xs` at the index. It
    yields the next carried values, and further values. The results are the
    carried values after the last iteration, and a stack for each further value:
    element `i` is the one of index `i`.

    Either `length`, not negative, or `count`, a scalar of i64, is given (C1). With
    `length` the leading axis of `xs` and of the stacked results has that size; with
    `count` they are stacks, and those of `xs` have `count` elements (C2). The index
    is a scalar of i64; the other types fit (C3). The attribute `segments` says how
    many operands are `consts`, `carry` and `over`; the count follows them.

    `levels`, at least 1 (C4), says how reverse mode spends time to save memory: of `n`
    iterations it keeps the carried values of about `levels * n ** (1 / levels)` at a time,
    and computes the others again, `levels - 1` times. With `snapshots` instead, at least 1
    (C5), it keeps so many of them, and chooses the iterations so that the fewest are run
    again (see passes/autodiff/Binomial.h). What a first run of the loop has kept may be
    given with it: the first `kept` of `consts`, which the body does not read (C6).

    Example:
    ```mlir
    %last, %all = array.scan consts(%a) carry(%b) over(%x) length 4
        : (tensor<f32>, tensor<f32>, tensor<4xf32>) -> (tensor<f32>, tensor<4xf32>) {
    ^bb0(%i: tensor<i64>, %factor: tensor<f32>, %sum: tensor<f32>, %element: tensor<f32>):
      %0 = array.mul %factor, %element : tensor<f32>
      %1 = array.add %sum, %0 : tensor<f32>
      array.yield %1, %0 : tensor<f32>, tensor<f32>
    }
    ```
  }];
  let arguments = (ins Variadic<Array_TensorOrStack>:$args, DenseI64ArrayAttr:$segments,
      OptionalAttr<I64Attr>:$length, UnitAttr:$reverse, OptionalAttr<I64Attr>:$levels,
      OptionalAttr<I64Attr>:$snapshots, OptionalAttr<I64Attr>:$kept);
  let results = (outs Variadic<Array_TensorOrStack>:$results);
  let regions = (region SizedRegion<1>:$body);
  let skipDefaultBuilders = 1;
  let builders = [OpBuilder<(ins "::mlir::TypeRange":$stacked, "::mlir::Value":$count,
      "::mlir::ValueRange":$consts, "::mlir::ValueRange":$inits, "::mlir::ValueRange":$xs,
      "::mlir::IntegerAttr":$length, "bool":$reverse)>];
  let hasCustomAssemblyFormat = 1;
  let extraClassDeclaration = [{
    ::mlir::OperandRange getConsts() { return getArgs().take_front(getSegments()[0]); }
    ::mlir::OperandRange getInits() {
      return getArgs().slice(getSegments()[0], getSegments()[1]);
    }
    ::mlir::OperandRange getXs() {
      return getArgs().slice(getSegments()[0] + getSegments()[1], getSegments()[2]);
    }
    /// The number of iterations if the program computes it, else null.
    ::mlir::Value getCount() { return getLength() ? ::mlir::Value() : getArgs().back(); }
    /// The carried values after the last iteration.
    ::mlir::ResultRange getCarried() { return getResults().take_front(getInits().size()); }
    ::mlir::ResultRange getStacks() { return getResults().drop_front(getInits().size()); }
    ::mlir::Block &getBodyBlock() { return getBody().front(); }
    ::mlir::BlockArgument getIndex() { return getBodyBlock().getArgument(0); }
    ::llvm::MutableArrayRef<::mlir::BlockArgument> getBodyConsts() {
      return getBodyBlock().getArguments().slice(1, getConsts().size());
    }
    ::llvm::MutableArrayRef<::mlir::BlockArgument> getBodyCarried() {
      return getBodyBlock().getArguments().slice(1 + getConsts().size(), getInits().size());
    }
    ::llvm::MutableArrayRef<::mlir::BlockArgument> getBodyElements() {
      return getBodyBlock().getArguments().take_back(getXs().size());
    }
    /// The type of a stack of values of `type` over the iterations.
    ::mlir::RankedTensorType getStackType(::mlir::Type type);
  }];
}

//===----------------------------------------------------------------------===//
// What is saved for derivatives
//===----------------------------------------------------------------------===//

def Array_CheckpointOp : Array_ControlOp<"checkpoint", [RecursivelySpeculatable]> {
  let summary = "a part of the program that derivatives compute again";
  let description = [{
    Runs `body` with the operands; the results are what it yields. Its derivative
    saves the operands, and of what it computes only what one of `saves` names; the
    rest is computed again where it is needed. `saves` may hold (C1)
    - `everything`,
    - `dots`: results of `array.dot_general` and `array.convolution`, or
      `dots_with_no_batch_dims`: of those without batch axes,
    - `name:NAME`: what `array.checkpoint_name` calls so,
    - `names_but:A,B`: what has another name,
    - `everything_but:A,B`: what does not have one of these names.

    With `again` it is itself such a computation, which must stay apart from the
    one that it repeats.

    The body has an argument of each operand's type (C2) and yields a value of each
    result's type (C3).

    Example:
    ```mlir
    %y = array.checkpoint saves ["dots"] %x : (tensor<4xf32>) -> tensor<4xf32> {
    ^bb0(%a: tensor<4xf32>):
      %0 = array.sin %a : tensor<4xf32>
      %1 = array.sin %0 : tensor<4xf32>
      array.yield %1 : tensor<4xf32>
    }
    ```
  }];
  let arguments = (ins Variadic<Array_TensorOrStack>:$inputs, StrArrayAttr:$saves, UnitAttr:$again);
  let results = (outs Variadic<Array_TensorOrStack>:$results);
  let regions = (region SizedRegion<1>:$body);
  let skipDefaultBuilders = 1;
  let builders = [OpBuilder<(ins "::mlir::TypeRange":$results, "::mlir::ValueRange":$inputs,
      "::mlir::ArrayAttr":$saves, "bool":$again)>];
  let assemblyFormat = [{ `saves` $saves (`again` $again^)? $inputs attr-dict `:`
    functional-type(operands, results) $body }];
  let extraClassDeclaration = [{
    ::mlir::Block &getBodyBlock() { return getBody().front(); }
    /// Whether the derivative may keep `value`, which the body computes.
    bool maySave(::mlir::Value value);
  }];
}

def Array_CheckpointNameOp : Array_Op<"checkpoint_name", [Jvp, Transpose, HasDependence]> {
  let summary = "array, with a name for what derivatives save";
  let description = [{
    The array `x`. `array.checkpoint` may say by name what is saved.

    Example:
    ```mlir
    %y = array.checkpoint_name "hidden" %x : tensor<4xf32>
    ```
  }];
  let arguments = (ins StrAttr:$label, Array_Tensor:$x);
  let results = (outs Array_Tensor:$result);
  let assemblyFormat = "$label $x attr-dict `:` type($x)";
  let extraClassDefinition = Array_InferSameType<Array_Tensor, 1>.text # Array_Code<>.jvpLinear #
    Array_Code<>.batchElementwise # Array_Code<>.dependenceOfElements #
    Array_TransposeUnaryText<"ct">.text;
}

#endif // COVECTOR_ARRAY_CONTROL_FLOW
