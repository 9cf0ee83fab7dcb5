// RUN: covector-opt %s -array-simplify | FileCheck %s

// Folding goes on from one operation to those that use it, and merging sees
// what is folded: -(-x) + 1 * x = x + x.
// CHECK-LABEL: func.func @chain(
// CHECK-SAME:      %[[X:.*]]: tensor<4xf32>)
// CHECK-NEXT:    %[[SUM:.*]] = array.add %[[X]], %[[X]]
// CHECK-NEXT:    return %[[SUM]]
func.func @chain(%x: tensor<4xf32>) -> tensor<4xf32> {
  %one = array.constant dense<1.0> : tensor<4xf32>
  %0 = array.neg %x : tensor<4xf32>
  %1 = array.neg %0 : tensor<4xf32>
  %2 = array.mul %one, %x : tensor<4xf32>
  %3 = array.add %1, %2 : tensor<4xf32>
  return %3 : tensor<4xf32>
}

// What folds to constants is one constant.
// CHECK-LABEL: func.func @constants(
// CHECK-NEXT:    %[[FOUR:.*]] = array.constant dense<4.0
// CHECK-NEXT:    return %[[FOUR]], %[[FOUR]]
func.func @constants() -> (tensor<4xf32>, tensor<4xf32>) {
  %two = array.constant dense<2.0> : tensor<4xf32>
  %0 = array.add %two, %two : tensor<4xf32>
  %1 = array.mul %two, %two : tensor<4xf32>
  return %0, %1 : tensor<4xf32>, tensor<4xf32>
}

// Canonicalisation patterns are applied, and what they make is simplified:
// x + -y = x - y, which is there already.
// CHECK-LABEL: func.func @patterns(
// CHECK-SAME:      %[[X:.*]]: tensor<4xf32>, %[[Y:.*]]: tensor<4xf32>)
// CHECK-NEXT:    %[[DIFFERENCE:.*]] = array.sub %[[X]], %[[Y]]
// CHECK-NEXT:    return %[[DIFFERENCE]], %[[DIFFERENCE]]
func.func @patterns(%x: tensor<4xf32>, %y: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
  %0 = array.sub %x, %y : tensor<4xf32>
  %1 = array.neg %y : tensor<4xf32>
  %2 = array.add %x, %1 : tensor<4xf32>
  return %0, %2 : tensor<4xf32>, tensor<4xf32>
}

// x + 0.0 is not x where x is -0.0.
// CHECK-LABEL: func.func @signed_zero(
// CHECK:         array.add
func.func @signed_zero(%x: tensor<4xf32>) -> tensor<4xf32> {
  %zero = array.constant dense<0.0> : tensor<4xf32>
  %0 = array.add %x, %zero : tensor<4xf32>
  return %0 : tensor<4xf32>
}
