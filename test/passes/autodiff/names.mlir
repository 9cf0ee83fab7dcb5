// RUN: covector-opt %s -array-jvp=function=f -array-jvp=function=f | FileCheck %s
// RUN: covector-opt %s -array-jvp -array-jvp=function=g_jvp | FileCheck %s --check-prefix=NESTED

// A name that is taken gets a number; without @main the first public function
// is chosen.
// CHECK-DAG:   func.func @f_jvp(
// CHECK-DAG:   func.func @f_jvp_0(
// NESTED-DAG:  func.func @g_jvp(
// NESTED-DAG:  func.func @g_jvp_jvp(
func.func private @f(%x: tensor<4xf32>) -> tensor<4xf32> {
  return %x : tensor<4xf32>
}
func.func @g(%x: tensor<4xf32>) -> tensor<4xf32> {
  return %x : tensor<4xf32>
}
