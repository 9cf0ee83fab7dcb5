// RUN: covector-opt %s -array-to-linalg -split-input-file | FileCheck %s

// Signatures and calls take stored elements; attributes of arguments stay.
// CHECK-LABEL: func.func private @callee(%{{.*}}: tensor<4xi8>) -> tensor<4xi8>
// CHECK-LABEL: func.func @main(
// CHECK-SAME:      %[[X:.*]]: tensor<4xi8> {array.donated}) -> (tensor<4xi8>, tensor<4xi8>, tensor<4xi8>)
// CHECK-NEXT:    %[[R:.*]] = call @callee(%[[X]]) : (tensor<4xi8>) -> tensor<4xi8>
// CHECK-NEXT:    return %[[R]], %[[R]], %[[X]]
func.func private @callee(%x: tensor<4xi1>) -> tensor<4xi1> {
  %0 = array.not %x : tensor<4xi1>
  return %0 : tensor<4xi1>
}
func.func @main(%x: tensor<4xi1> {array.donated}) -> (tensor<4xi1>, tensor<4xi1>, tensor<4xi1>) {
  %0 = call @callee(%x) : (tensor<4xi1>) -> tensor<4xi1>
  return %0, %0, %x : tensor<4xi1>, tensor<4xi1>, tensor<4xi1>
}

// -----

// What nobody reads is not computed.
// CHECK-LABEL: func.func @dead(
// CHECK-NEXT:    return
func.func @dead(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.sin %x : tensor<4xf32>
  %1 = array.reduce_sum %0 {axes = array<i64: 0>} : (tensor<4xf32>) -> tensor<f32>
  return %x : tensor<4xf32>
}
