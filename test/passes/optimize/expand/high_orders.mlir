// RUN: covector-opt %s -array-expand-transforms -split-input-file | FileCheck %s
// RUN: covector-opt %s -array-transforms-pipeline -split-input-file | FileCheck %s --check-prefix=SHORT

// Three derivatives along one number are those of a line: the code grows by the derivatives of
// sin, and not by those of its derivative's code. Factors of all levels come behind.
// CHECK-LABEL: func.func @third(
// CHECK-SAME:      %[[X:.*]]: tensor<f32>, %[[C:.*]]: tensor<f32>)
// CHECK-DAG:     array.sin
// CHECK-DAG:     array.cos
// CHECK-NOT:     array.sin
// CHECK:       return
// SHORT-LABEL: func.func @third(
// SHORT-SAME:      %[[X:.*]]: tensor<f32>, %[[C:.*]]: tensor<f32>)
// SHORT-NEXT:    %[[COS:.*]] = array.cos %[[X]]
// SHORT-NEXT:    %[[MINUS:.*]] = array.neg %[[COS]]
// SHORT-NEXT:    %[[Y:.*]] = array.mul %[[MINUS]], %[[C]]
// SHORT-NEXT:    return %[[Y]]
func.func @third(%x: tensor<f32>, %c: tensor<f32>) -> tensor<f32> {
  %one = array.constant dense<1.0> : tensor<f32>
  %y, %g = array.vjp @second(%x, %c) cotangents(%one) argnums [0] resnums [0]
      : (tensor<f32>, tensor<f32>, tensor<f32>) -> (tensor<f32>, tensor<f32>)
  return %g : tensor<f32>
}
func.func private @second(%x: tensor<f32>, %c: tensor<f32>) -> tensor<f32> {
  %one = array.constant dense<1.0> : tensor<f32>
  %y, %dy = array.jvp @first(%x, %c) tangents(%one) argnums [0]
      : (tensor<f32>, tensor<f32>, tensor<f32>) -> (tensor<f32>, tensor<f32>)
  return %dy : tensor<f32>
}
func.func private @first(%x: tensor<f32>, %c: tensor<f32>) -> tensor<f32> {
  %y, %g = array.vjp @f(%x) cotangents(%c) argnums [0] resnums [0]
      : (tensor<f32>, tensor<f32>) -> (tensor<f32>, tensor<f32>)
  return %g : tensor<f32>
}
func.func private @f(%x: tensor<f32>) -> tensor<f32> {
  %0 = array.sin %x : tensor<f32>
  return %0 : tensor<f32>
}

// -----

// The value beside the derivative is that of the order below.
// SHORT-LABEL: func.func @value_and_second(
// SHORT-SAME:      %[[X:.*]]: tensor<f32>)
// SHORT-DAG:     %[[TWO:.*]] = array.constant dense<2.000000e+00>
// SHORT-DAG:     %[[G:.*]] = array.{{add|mul}} %[[X]]
// SHORT:         return %[[G]], %[[TWO]]
func.func @value_and_second(%x: tensor<f32>) -> (tensor<f32>, tensor<f32>) {
  %one = array.constant dense<1.0> : tensor<f32>
  %y, %g = array.vjp @first(%x) cotangents(%one) argnums [0] resnums [0]
      : (tensor<f32>, tensor<f32>) -> (tensor<f32>, tensor<f32>)
  return %y, %g : tensor<f32>, tensor<f32>
}
func.func private @first(%x: tensor<f32>) -> tensor<f32> {
  %one = array.constant dense<1.0> : tensor<f32>
  %y, %g = array.vjp @f(%x) cotangents(%one) argnums [0] resnums [0]
      : (tensor<f32>, tensor<f32>) -> (tensor<f32>, tensor<f32>)
  return %g : tensor<f32>
}
func.func private @f(%x: tensor<f32>) -> tensor<f32> {
  %0 = array.mul %x, %x : tensor<f32>
  return %0 : tensor<f32>
}

// -----

// A seed that varies too makes the derivative of a product; it is not one along a line.
// CHECK-LABEL: func.func @seed_varies(
// SHORT-LABEL: func.func @seed_varies(
// SHORT-SAME:      %[[X:.*]]: tensor<f32>)
// SHORT-DAG:     %[[SIN:.*]] = array.sin %[[X]]
// SHORT-DAG:     %[[COS:.*]] = array.cos %[[X]]
// SHORT-DAG:     array.{{add|sub}}
// SHORT:         return
func.func @seed_varies(%x: tensor<f32>) -> tensor<f32> {
  %one = array.constant dense<1.0> : tensor<f32>
  %y, %g = array.vjp @first(%x) cotangents(%one) argnums [0] resnums [0]
      : (tensor<f32>, tensor<f32>) -> (tensor<f32>, tensor<f32>)
  return %g : tensor<f32>
}
func.func private @first(%x: tensor<f32>) -> tensor<f32> {
  %y, %g = array.vjp @f(%x) cotangents(%x) argnums [0] resnums [0]
      : (tensor<f32>, tensor<f32>) -> (tensor<f32>, tensor<f32>)
  return %g : tensor<f32>
}
func.func private @f(%x: tensor<f32>) -> tensor<f32> {
  %0 = array.sin %x : tensor<f32>
  return %0 : tensor<f32>
}
