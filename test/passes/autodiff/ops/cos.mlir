// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// d cos(x) = -dx sin(x)
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// FORWARD-NEXT:    %[[COS2:.*]] = array.cos %[[A]]
// FORWARD-NEXT:    %[[SIN3:.*]] = array.sin %[[A]]
// FORWARD-NEXT:    %[[MUL4:.*]] = array.mul %[[B]], %[[SIN3]]
// FORWARD-NEXT:    %[[NEG5:.*]] = array.neg %[[MUL4]]
// FORWARD-NEXT:    return %[[COS2]], %[[NEG5]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// REVERSE-NEXT:    %[[COS2:.*]] = array.cos %[[A]]
// REVERSE-NEXT:    %[[SIN3:.*]] = array.sin %[[A]]
// REVERSE-NEXT:    %[[NEG4:.*]] = array.neg %[[B]]
// REVERSE-NEXT:    %[[MUL5:.*]] = array.mul %[[NEG4]], %[[SIN3]]
// REVERSE-NEXT:    return %[[COS2]], %[[MUL5]]
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.cos %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}
