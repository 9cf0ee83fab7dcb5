// RUN: covector-opt %s -array-expand-transforms | FileCheck %s

// Calls are inlined, also several of one function; functions that are public or
// called from elsewhere stay, and calls of functions without a body too.
// CHECK-LABEL: func.func @main(
// CHECK-SAME:      %[[X:.*]]: tensor<4xf32>)
// CHECK-NEXT:    %[[A:.*]] = array.sin %[[X]]
// CHECK-NEXT:    %[[B:.*]] = array.sin %[[A]]
// CHECK-NEXT:    %[[C:.*]] = array.cos %[[B]]
// CHECK-NEXT:    %[[D:.*]] = call @external(%[[C]])
// CHECK-NEXT:    return %[[D]]
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = func.call @f(%x) : (tensor<4xf32>) -> tensor<4xf32>
  %1 = func.call @f(%0) : (tensor<4xf32>) -> tensor<4xf32>
  %2 = func.call @entry(%1) : (tensor<4xf32>) -> tensor<4xf32>
  %3 = func.call @external(%2) : (tensor<4xf32>) -> tensor<4xf32>
  return %3 : tensor<4xf32>
}
// CHECK-NOT:   @f(
func.func private @f(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.sin %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}
// CHECK-LABEL: func.func @entry(
// CHECK-NEXT:    array.cos
func.func @entry(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.cos %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}
// CHECK-NOT:   @unused(
func.func private @unused(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = func.call @f(%x) : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}
// CHECK:       func.func private @external(
func.func private @external(tensor<4xf32>) -> tensor<4xf32>
