// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// d sin(x) = dx cos(x)
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// FORWARD-NEXT:    %[[SIN2:.*]] = array.sin %[[A]]
// FORWARD-NEXT:    %[[COS3:.*]] = array.cos %[[A]]
// FORWARD-NEXT:    %[[MUL4:.*]] = array.mul %[[B]], %[[COS3]]
// FORWARD-NEXT:    return %[[SIN2]], %[[MUL4]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// REVERSE-NEXT:    %[[SIN2:.*]] = array.sin %[[A]]
// REVERSE-NEXT:    %[[COS3:.*]] = array.cos %[[A]]
// REVERSE-NEXT:    %[[MUL4:.*]] = array.mul %[[B]], %[[COS3]]
// REVERSE-NEXT:    return %[[SIN2]], %[[MUL4]]
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.sin %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}
