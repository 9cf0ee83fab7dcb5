// RUN: not covector-opt %s -array-vjp 2>&1 | FileCheck %s --check-prefix=CYCLE
// RUN: not covector-opt %s -array-transpose=function=own 2>&1 | FileCheck %s --check-prefix=OWN
// RUN: not covector-opt %s -array-jvp=function=outside 2>&1 | FileCheck %s --check-prefix=OUTSIDE
// RUN: not covector-opt %s -array-linearize=function=declared 2>&1 | FileCheck %s --check-prefix=DECLARED
// RUN: not covector-opt %s "-array-vmap=function=declared size=2" 2>&1 | FileCheck %s --check-prefix=DECLARED

// CYCLE: error: '@{{main|other}}' calls itself; recursion is not supported
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = call @other(%x) : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}
func.func @other(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = call @main(%x) : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}
// OWN: error: {{.*}}recursion is not supported
func.func @own(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0, %1 = array.jvp @own(%x) tangents(%x) argnums [0] : (tensor<4xf32>, tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
  return %1 : tensor<4xf32>
}
// OUTSIDE: error: 'func.call' op is not supported by jvp yet: it has no forward-mode rule (in '@outside')
func.func @outside(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = call @declared(%x) : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}
// DECLARED: error: {{[a-z]+}}: function '@declared' has no body
func.func private @declared(tensor<4xf32>) -> tensor<4xf32>
