// RUN: covector-opt %s | covector-opt | FileCheck %s

// CHECK-LABEL: func.func @threefry2x32(
// CHECK: %{{.*}}, %{{.*}} = array.threefry2x32 %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}} : tensor<0x3xui32>
func.func @threefry2x32(%k0: tensor<0x3xui32>, %k1: tensor<0x3xui32>, %x0: tensor<0x3xui32>, %x1: tensor<0x3xui32>) -> (tensor<0x3xui32>, tensor<0x3xui32>) {
  %a, %b = array.threefry2x32 %k0, %k1, %x0, %x1 : tensor<0x3xui32>
  return %a, %b : tensor<0x3xui32>, tensor<0x3xui32>
}
