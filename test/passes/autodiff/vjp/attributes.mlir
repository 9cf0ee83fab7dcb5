// RUN: covector-opt %s -array-vjp=argnums=0 | FileCheck %s
// RUN: covector-opt %s -array-linearize=argnums=0 | FileCheck %s --check-prefix=LINEARIZE
// RUN: covector-opt %s -array-transpose=argnums=0 | FileCheck %s --check-prefix=TRANSPOSE

// Attributes of arguments and results stay where they belong.
// CHECK-LABEL: func.func @main_vjp(
// CHECK-SAME:      %{{.*}}: tensor<4xf32> {test.x}, %{{.*}}: tensor<4xf32> {test.y}, %{{[a-z0-9]*}}: tensor<4xf32>)
// CHECK-SAME:      -> (tensor<4xf32> {test.result}, tensor<4xf32>)

// LINEARIZE-LABEL: func.func @main_forward(
// LINEARIZE-SAME:      %{{.*}}: tensor<4xf32> {test.x}, %{{.*}}: tensor<4xf32> {test.y})
// LINEARIZE-SAME:      -> (tensor<4xf32> {test.result}, tensor<4xf32>)
// LINEARIZE-LABEL: func.func @main_linear(
// LINEARIZE-SAME:      %{{[a-z0-9]*}}: tensor<4xf32>, %{{[a-z0-9]*}}: tensor<4xf32>) -> tensor<4xf32>

// TRANSPOSE-LABEL: func.func @main_transpose(
// TRANSPOSE-SAME:      %{{.*}}: tensor<4xf32> {test.y}, %{{[a-z0-9]*}}: tensor<4xf32>) -> tensor<4xf32>
func.func @main(%x: tensor<4xf32> {test.x}, %y: tensor<4xf32> {test.y}) -> (tensor<4xf32> {test.result}) {
  %0 = array.mul %x, %y : tensor<4xf32>
  return %0 : tensor<4xf32>
}
