// RUN: covector-run %s --check-numbers=1 --arg=9,4,1 | FileCheck %s --check-prefix=MADE
// RUN: covector-run %s --check-numbers=1 --arg=9,4,5 | FileCheck %s --check-prefix=NONE
// RUN: covector-run %s --check-numbers=1 --arg=9,nan,1 | FileCheck %s --check-prefix=ARGUMENT
// RUN: covector-run %s --check-numbers=2 --arg=9,4,inf | FileCheck %s --check-prefix=INFINITY
// RUN: covector-run %s --check-numbers=1 --function=gradient --arg=2,5,9 --arg=0,1,1 \
// RUN:   | FileCheck %s --check-prefix=GRADIENT

// MADE:     NaN: made by sqrt at model.py:3, iteration 1 of the loop at model.py:9
// NONE-NOT: NaN:
// NONE:     tensor<3xf32>: 1.35
// ARGUMENT: NaN: in argument 0
// INFINITY: infinity: in argument 0
func.func @main(%x: tensor<3xf32>) -> tensor<3xf32> {
  %one = array.constant dense<1.0> : tensor<3xf32>
  %y = array.scan consts(%one) carry(%x) over() length 2 : (tensor<3xf32>, tensor<3xf32>) -> tensor<3xf32> {
  ^bb0(%i: tensor<i64>, %a: tensor<3xf32>, %b: tensor<3xf32>):
    %0 = array.sub %b, %a : tensor<3xf32> loc("model.py":2:0)
    %1 = array.sqrt %0 : tensor<3xf32> loc("model.py":3:0)
    array.yield %1 : tensor<3xf32>
  } loc("model.py":9:0)
  return %y : tensor<3xf32>
}

// GRADIENT: NaN: made by div at model.py:3, iteration 1 of the loop at model.py:9, in the derivative of sqrt
func.func @gradient(%x: tensor<3xf32>, %ct: tensor<3xf32>) -> tensor<3xf32> {
  %y, %g = array.vjp @main(%x) cotangents(%ct) argnums [0] resnums [0]
      : (tensor<3xf32>, tensor<3xf32>) -> (tensor<3xf32>, tensor<3xf32>)
  return %g : tensor<3xf32>
}
