//===- Custom.td - functions with derivative rules of their own -----------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Note [Rules of users]
//
// A rule is a function of the module, `@f_jvp`, or a number by which whoever runs
// the passes makes one when it is asked for (passes/autodiff/CustomRules.h). It is
// asked for only when a derivative meets the call: a rule usually calls the function
// that it belongs to.
//
// As long as nothing is differentiated such a call is its body. The bodies are put in
// place of the calls when all transforms have been made.
//
// A call over many lanes keeps the rule of one. `lanes` are the sizes of axes in front,
// of all results, and of the operands whose number in `lane_masks` has the lane's bit
// (bit 0 is the last lane); the rule is batched when it has been asked for.
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_ARRAY_CUSTOM
#define COVECTOR_ARRAY_CUSTOM

include "dialects/array/ArrayBase.td"
include "mlir/IR/SymbolInterfaces.td"

class Array_CustomCall<string mnemonic, list<Trait> traits = []>
    : Op<Array_Dialect, mnemonic,
         !listconcat([IsolatedFromAbove, RecursiveMemoryEffects, RecursivelySpeculatable,
                      DeclareOpInterfaceMethods<SymbolUserOpInterface>], traits)> {
  let results = (outs Variadic<Array_Tensor>:$results);
  let hasVerifier = 1;
  code common = [{
    /// The sizes of the axes in front over which the call is mapped.
    ::llvm::ArrayRef<int64_t> getLaneSizes() {
      return getLanes().value_or(::llvm::ArrayRef<int64_t>());
    }
    /// The lanes that operand `i` has: the mask, bit 0 for the last one.
    int64_t getLaneMask(unsigned i) { return getLaneMasks() ? (*getLaneMasks())[i] : 0; }
    /// The type of operand `i` for one lane.
    ::mlir::RankedTensorType getOneLane(unsigned i);
    /// The types of the results for one lane.
    ::llvm::SmallVector<::mlir::Type> getOneLaneResults();
  }];
}

// A function with rules: inputs, by which the rules differentiate, and behind them as
// many as `consts` says of which the rules know no derivative.
class Array_RuledCall<string mnemonic> : Array_CustomCall<mnemonic, [SingleBlock]> {
  let regions = (region SizedRegion<1>:$body);
  code inputs = common # [{
    ::mlir::OperandRange getInputs() {
      return getArgs().drop_back(std::min<size_t>(getConsts().value_or(0), getArgs().size()));
    }
    ::mlir::Block &getBodyBlock() { return getBody().front(); }
  }];
}

def Array_CustomJvpCallOp : Array_RuledCall<"custom_jvp_call"> {
  let summary = "a function with a forward-mode rule of its own";
  let description = [{
    What `body` yields for the operands. Where it is differentiated, `rule` takes its
    place: a function of the operands, and then of the tangents of the floating-point
    and complex inputs, that returns the results and then the tangents of the
    floating-point and complex ones, linear in the tangents given. The last `consts`
    operands must not vary.

    With `symbolic_zeros` the rule is told which inputs vary; it must be a number then
    (C1). The body takes the operands and yields the results (C2). `lanes` and
    `lane_masks` are given together, with a mask for each operand (C3), and fit the
    types (C4). See Note [Rules of users].

    Example:
    ```mlir
    func.func private @f_jvp(%x: tensor<f32>, %dx: tensor<f32>) -> (tensor<f32>, tensor<f32>) {
      %0 = array.sin %x : tensor<f32>
      %1 = array.add %dx, %dx : tensor<f32>
      return %0, %1 : tensor<f32>, tensor<f32>
    }
    func.func @main(%x: tensor<f32>) -> tensor<f32> {
      %y = array.custom_jvp_call @f_jvp(%x) : (tensor<f32>) -> tensor<f32> {
      ^bb0(%a: tensor<f32>):
        %0 = array.sin %a : tensor<f32>
        array.yield %0 : tensor<f32>
      }
      return %y : tensor<f32>
    }
    ```
  }];
  let arguments = (ins AnyAttrOf<[I64Attr, FlatSymbolRefAttr]>:$rule,
                   Variadic<Array_Tensor>:$args, OptionalAttr<I64Attr>:$consts,
                   UnitAttr:$symbolic_zeros, OptionalAttr<DenseI64ArrayAttr>:$lanes,
                   OptionalAttr<DenseI64ArrayAttr>:$lane_masks);
  let assemblyFormat = [{
    $rule `(` $args `)` (`consts` $consts^)? (`symbolic_zeros` $symbolic_zeros^)?
    (`lanes` $lanes^ `of` $lane_masks)? attr-dict `:` functional-type($args, results) $body
  }];
  let extraClassDeclaration = inputs;
}

def Array_CustomVjpCallOp : Array_RuledCall<"custom_vjp_call"> {
  let summary = "a function with a reverse-mode rule of its own";
  let description = [{
    What `body` yields for the operands. Where it is differentiated, two functions take
    its place: `forward` takes the operands and returns the results, and then as many
    residuals as it likes; `backward` takes the residuals, and then cotangents of the
    floating-point and complex results, and returns the cotangents of the
    floating-point and complex inputs. The last `consts` operands must not vary. There
    is no forward mode.

    With `symbolic_zeros` the rules are told which inputs vary, and which results have
    a cotangent; they must be numbers then (C1). The body takes the operands and yields
    the results (C2). `lanes` and `lane_masks` are given together, with a mask for each
    operand (C3), and fit the types (C4). See Note [Rules of users].

    Example:
    ```mlir
    func.func private @fwd(%x: tensor<f32>) -> (tensor<f32>, tensor<f32>) {
      %0 = array.sin %x : tensor<f32>
      return %0, %x : tensor<f32>, tensor<f32>
    }
    func.func private @bwd(%x: tensor<f32>, %ct: tensor<f32>) -> tensor<f32> {
      %0 = array.mul %x, %ct : tensor<f32>
      return %0 : tensor<f32>
    }
    func.func @main(%x: tensor<f32>) -> tensor<f32> {
      %y = array.custom_vjp_call @fwd, @bwd(%x) : (tensor<f32>) -> tensor<f32> {
      ^bb0(%a: tensor<f32>):
        %0 = array.sin %a : tensor<f32>
        array.yield %0 : tensor<f32>
      }
      return %y : tensor<f32>
    }
    ```
  }];
  let arguments = (ins AnyAttrOf<[I64Attr, FlatSymbolRefAttr]>:$forward,
                   AnyAttrOf<[I64Attr, FlatSymbolRefAttr]>:$backward,
                   Variadic<Array_Tensor>:$args, OptionalAttr<I64Attr>:$consts,
                   UnitAttr:$symbolic_zeros, OptionalAttr<DenseI64ArrayAttr>:$lanes,
                   OptionalAttr<DenseI64ArrayAttr>:$lane_masks);
  let assemblyFormat = [{
    $forward `,` $backward `(` $args `)` (`consts` $consts^)? (`symbolic_zeros` $symbolic_zeros^)?
    (`lanes` $lanes^ `of` $lane_masks)? attr-dict `:` functional-type($args, results) $body
  }];
  let extraClassDeclaration = inputs;
}

def Array_LinearCallOp : Array_CustomCall<"linear_call"> {
  let summary = "a linear function with a transpose of its own";
  let description = [{
    What `body` yields for the operands: first as many as `residuals` says, and then
    those in which it is linear. Its transpose is `rule`: a function of the residuals and
    the cotangents of the results that returns the cotangents of the linear operands.

    The body may be missing: what the reverse-mode rule of a user leaves behind where it
    has been linearised. It can be transposed, but not computed. `varying` then says
    which inputs of the function vary, for a rule that is a number.

    With `symbolic_zeros` the rule is told which results have a cotangent; it must be a
    number then (C1). A body takes the operands and yields the results (C2). `lanes` and
    `lane_masks` are given together, with a mask for each operand (C3), and fit the types
    (C4). The linear operands and the results are floating point or complex (C5). See
    Note [Rules of users].

    Example:
    ```mlir
    func.func private @t(%r: tensor<f32>, %ct: tensor<f32>) -> tensor<f32> {
      %0 = array.div %ct, %r : tensor<f32>
      return %0 : tensor<f32>
    }
    func.func @main(%r: tensor<f32>, %x: tensor<f32>) -> tensor<f32> {
      %y = array.linear_call @t(%r, %x) residuals 1 : (tensor<f32>, tensor<f32>) -> tensor<f32> {
      ^bb0(%a: tensor<f32>, %b: tensor<f32>):
        %0 = array.div %b, %a : tensor<f32>
        array.yield %0 : tensor<f32>
      }
      return %y : tensor<f32>
    }
    ```
  }];
  let arguments = (ins AnyAttrOf<[I64Attr, FlatSymbolRefAttr]>:$rule,
                   Variadic<Array_Tensor>:$args, I64Attr:$residuals,
                   UnitAttr:$symbolic_zeros, OptionalAttr<DenseBoolArrayAttr>:$varying,
                   OptionalAttr<DenseI64ArrayAttr>:$lanes,
                   OptionalAttr<DenseI64ArrayAttr>:$lane_masks);
  let regions = (region MaxSizedRegion<1>:$body);
  let assemblyFormat = [{
    $rule `(` $args `)` `residuals` $residuals (`symbolic_zeros` $symbolic_zeros^)?
    (`varying` $varying^)? (`lanes` $lanes^ `of` $lane_masks)? attr-dict `:`
    functional-type($args, results) $body
  }];
  let extraClassDeclaration = common # [{
    bool hasBody() { return !getBody().empty(); }
    ::mlir::OperandRange getResidualArgs() { return getArgs().take_front(getResiduals()); }
    ::mlir::OperandRange getLinearArgs() { return getArgs().drop_front(getResiduals()); }
  }];
}

#endif // COVECTOR_ARRAY_CUSTOM
