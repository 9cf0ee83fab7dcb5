// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// d rsqrt(x) = -dx / 2 * rsqrt(x) / x
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// FORWARD-NEXT:    %[[RSQRT2:.*]] = array.rsqrt %[[A]]
// FORWARD-NEXT:    %[[DIV3:.*]] = array.div %[[RSQRT2]], %[[A]]
// FORWARD-NEXT:    %[[CONSTANT4:.*]] = array.constant dense<-5.000000e-01> : tensor<4xf32>
// FORWARD-NEXT:    %[[MUL5:.*]] = array.mul %[[DIV3]], %[[CONSTANT4]]
// FORWARD-NEXT:    %[[MUL6:.*]] = array.mul %[[B]], %[[MUL5]]
// FORWARD-NEXT:    return %[[RSQRT2]], %[[MUL6]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// REVERSE-NEXT:    %[[RSQRT2:.*]] = array.rsqrt %[[A]]
// REVERSE-NEXT:    %[[DIV3:.*]] = array.div %[[RSQRT2]], %[[A]]
// REVERSE-NEXT:    %[[CONSTANT4:.*]] = array.constant dense<-5.000000e-01> : tensor<4xf32>
// REVERSE-NEXT:    %[[MUL5:.*]] = array.mul %[[DIV3]], %[[CONSTANT4]]
// REVERSE-NEXT:    %[[MUL6:.*]] = array.mul %[[B]], %[[MUL5]]
// REVERSE-NEXT:    return %[[RSQRT2]], %[[MUL6]]
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.rsqrt %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}
