// RUN: covector-opt %s | covector-opt | FileCheck %s

// Element types of 2 to 8 bits.

// CHECK-LABEL: func.func @convert_f8e3m4(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.convert %[[X]] {element_type = f8E3M4} : (tensor<4xf32>) -> tensor<4xf8E3M4>
func.func @convert_f8e3m4(%x: tensor<4xf32>) -> tensor<4xf8E3M4> {
  %r = array.convert %x {element_type = f8E3M4} : (tensor<4xf32>) -> tensor<4xf8E3M4>
  return %r : tensor<4xf8E3M4>
}

// CHECK-LABEL: func.func @convert_f8e4m3(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.convert %[[X]] {element_type = f8E4M3} : (tensor<4xf32>) -> tensor<4xf8E4M3>
func.func @convert_f8e4m3(%x: tensor<4xf32>) -> tensor<4xf8E4M3> {
  %r = array.convert %x {element_type = f8E4M3} : (tensor<4xf32>) -> tensor<4xf8E4M3>
  return %r : tensor<4xf8E4M3>
}

// CHECK-LABEL: func.func @convert_f8e4m3b11fnuz(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.convert %[[X]] {element_type = f8E4M3B11FNUZ} : (tensor<4xf32>) -> tensor<4xf8E4M3B11FNUZ>
func.func @convert_f8e4m3b11fnuz(%x: tensor<4xf32>) -> tensor<4xf8E4M3B11FNUZ> {
  %r = array.convert %x {element_type = f8E4M3B11FNUZ} : (tensor<4xf32>) -> tensor<4xf8E4M3B11FNUZ>
  return %r : tensor<4xf8E4M3B11FNUZ>
}

// CHECK-LABEL: func.func @convert_f8e4m3fn(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.convert %[[X]] {element_type = f8E4M3FN} : (tensor<4xf32>) -> tensor<4xf8E4M3FN>
func.func @convert_f8e4m3fn(%x: tensor<4xf32>) -> tensor<4xf8E4M3FN> {
  %r = array.convert %x {element_type = f8E4M3FN} : (tensor<4xf32>) -> tensor<4xf8E4M3FN>
  return %r : tensor<4xf8E4M3FN>
}

// CHECK-LABEL: func.func @convert_f8e4m3fnuz(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.convert %[[X]] {element_type = f8E4M3FNUZ} : (tensor<4xf32>) -> tensor<4xf8E4M3FNUZ>
func.func @convert_f8e4m3fnuz(%x: tensor<4xf32>) -> tensor<4xf8E4M3FNUZ> {
  %r = array.convert %x {element_type = f8E4M3FNUZ} : (tensor<4xf32>) -> tensor<4xf8E4M3FNUZ>
  return %r : tensor<4xf8E4M3FNUZ>
}

// CHECK-LABEL: func.func @convert_f8e5m2(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.convert %[[X]] {element_type = f8E5M2} : (tensor<4xf32>) -> tensor<4xf8E5M2>
func.func @convert_f8e5m2(%x: tensor<4xf32>) -> tensor<4xf8E5M2> {
  %r = array.convert %x {element_type = f8E5M2} : (tensor<4xf32>) -> tensor<4xf8E5M2>
  return %r : tensor<4xf8E5M2>
}

// CHECK-LABEL: func.func @convert_f8e5m2fnuz(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.convert %[[X]] {element_type = f8E5M2FNUZ} : (tensor<4xf32>) -> tensor<4xf8E5M2FNUZ>
func.func @convert_f8e5m2fnuz(%x: tensor<4xf32>) -> tensor<4xf8E5M2FNUZ> {
  %r = array.convert %x {element_type = f8E5M2FNUZ} : (tensor<4xf32>) -> tensor<4xf8E5M2FNUZ>
  return %r : tensor<4xf8E5M2FNUZ>
}

// CHECK-LABEL: func.func @convert_f8e8m0fnu(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.convert %[[X]] {element_type = f8E8M0FNU} : (tensor<4xf32>) -> tensor<4xf8E8M0FNU>
func.func @convert_f8e8m0fnu(%x: tensor<4xf32>) -> tensor<4xf8E8M0FNU> {
  %r = array.convert %x {element_type = f8E8M0FNU} : (tensor<4xf32>) -> tensor<4xf8E8M0FNU>
  return %r : tensor<4xf8E8M0FNU>
}

// CHECK-LABEL: func.func @convert_f6e2m3fn(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.convert %[[X]] {element_type = f6E2M3FN} : (tensor<4xf32>) -> tensor<4xf6E2M3FN>
func.func @convert_f6e2m3fn(%x: tensor<4xf32>) -> tensor<4xf6E2M3FN> {
  %r = array.convert %x {element_type = f6E2M3FN} : (tensor<4xf32>) -> tensor<4xf6E2M3FN>
  return %r : tensor<4xf6E2M3FN>
}

// CHECK-LABEL: func.func @convert_f6e3m2fn(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.convert %[[X]] {element_type = f6E3M2FN} : (tensor<4xf32>) -> tensor<4xf6E3M2FN>
func.func @convert_f6e3m2fn(%x: tensor<4xf32>) -> tensor<4xf6E3M2FN> {
  %r = array.convert %x {element_type = f6E3M2FN} : (tensor<4xf32>) -> tensor<4xf6E3M2FN>
  return %r : tensor<4xf6E3M2FN>
}

// CHECK-LABEL: func.func @convert_f4e2m1fn(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.convert %[[X]] {element_type = f4E2M1FN} : (tensor<4xf32>) -> tensor<4xf4E2M1FN>
func.func @convert_f4e2m1fn(%x: tensor<4xf32>) -> tensor<4xf4E2M1FN> {
  %r = array.convert %x {element_type = f4E2M1FN} : (tensor<4xf32>) -> tensor<4xf4E2M1FN>
  return %r : tensor<4xf4E2M1FN>
}

// CHECK-LABEL: func.func @convert_i2(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.convert %[[X]] {element_type = i2} : (tensor<4xf32>) -> tensor<4xi2>
func.func @convert_i2(%x: tensor<4xf32>) -> tensor<4xi2> {
  %r = array.convert %x {element_type = i2} : (tensor<4xf32>) -> tensor<4xi2>
  return %r : tensor<4xi2>
}

// CHECK-LABEL: func.func @convert_i4(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.convert %[[X]] {element_type = i4} : (tensor<4xf32>) -> tensor<4xi4>
func.func @convert_i4(%x: tensor<4xf32>) -> tensor<4xi4> {
  %r = array.convert %x {element_type = i4} : (tensor<4xf32>) -> tensor<4xi4>
  return %r : tensor<4xi4>
}

// CHECK-LABEL: func.func @convert_ui2(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.convert %[[X]] {element_type = ui2} : (tensor<4xf32>) -> tensor<4xui2>
func.func @convert_ui2(%x: tensor<4xf32>) -> tensor<4xui2> {
  %r = array.convert %x {element_type = ui2} : (tensor<4xf32>) -> tensor<4xui2>
  return %r : tensor<4xui2>
}

// CHECK-LABEL: func.func @convert_ui4(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.convert %[[X]] {element_type = ui4} : (tensor<4xf32>) -> tensor<4xui4>
func.func @convert_ui4(%x: tensor<4xf32>) -> tensor<4xui4> {
  %r = array.convert %x {element_type = ui4} : (tensor<4xf32>) -> tensor<4xui4>
  return %r : tensor<4xui4>
}

// CHECK-LABEL: func.func @sum(
// CHECK-SAME: %[[X:.*]]: tensor<4xf8E4M3FN>, %[[Y:.*]]: tensor<4xf8E4M3FN>
// CHECK: array.add %[[X]], %[[Y]] : tensor<4xf8E4M3FN>
func.func @sum(%x: tensor<4xf8E4M3FN>, %y: tensor<4xf8E4M3FN>) -> tensor<4xf8E4M3FN> {
  %r = array.add %x, %y : tensor<4xf8E4M3FN>
  return %r : tensor<4xf8E4M3FN>
}

// CHECK-LABEL: func.func @bits(
// CHECK-SAME: %[[X:.*]]: tensor<4xf4E2M1FN>
// CHECK: array.bitcast %[[X]] {element_type = ui4} : (tensor<4xf4E2M1FN>) -> tensor<4xui4>
func.func @bits(%x: tensor<4xf4E2M1FN>) -> tensor<4xui4> {
  %r = array.bitcast %x {element_type = ui4} : (tensor<4xf4E2M1FN>) -> tensor<4xui4>
  return %r : tensor<4xui4>
}
