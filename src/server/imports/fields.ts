// What an import can hold: the fields of each kind of list, and the headings under which offices send them.
import type { MappingKind } from '#domain/registry/commands.ts'

export type ListKind = MappingKind
export type Field =
  | 'code'
  | 'township'
  | 'community'
  | 'grid'
  | 'name'
  | 'lng'
  | 'lat'
  | 'building'
  | 'entrance'
  | 'door'
  | 'residents'
  | 'floors'
  | 'entrances'
  | 'flats'
  | 'unit'
  | 'area'
  | 'phone'
  | 'home'
  | 'skills'
  | 'availability'
  | 'registered'
  | 'address'

export interface FieldSpec {
  readonly field: Field
  readonly required: boolean
  /**
   * Headings as they appear after cleaning (full-width folded, blanks, marks and bracketed remarks gone), the likeliest
   * first.
   */
  readonly heads: readonly string[]
}

const township = ['乡镇', '乡镇街道', '镇', '街道', '所属乡镇', '乡镇名称', '街道名称', '乡镇街办', 'township', 'town']
const community = [
  '社区',
  '村社区',
  '社区村',
  '所属社区',
  '社区名称',
  '村',
  '行政村',
  '村名',
  '村居',
  '村居名称',
  '居委会',
  '村委会',
  '村居委会',
  'community',
  'village',
]
const grid = ['网格', '网格名称', '所属网格', '网格号', '所在网格', '网格编号', 'grid']
/** Where a whole address stands in one cell: community, building, entrance and flat together. */
const address = [
  '住址',
  '地址',
  '家庭住址',
  '家庭地址',
  '现居住地址',
  '居住地址',
  '常住地址',
  '现住址',
  '现住地址',
  '详细地址',
  '详细住址',
  '通讯地址',
  '房屋地址',
  '房屋坐落',
  'address',
]
const lng = ['经度', 'x坐标', '东经', 'longitude', 'lng', 'lon']
const lat = ['纬度', 'y坐标', '北纬', 'latitude', 'lat']

export const fields: Readonly<Record<ListKind, readonly FieldSpec[]>> = {
  areas: [
    {
      field: 'code',
      required: false,
      heads: [
        '代码',
        '区划代码',
        '统计用区划代码',
        '行政区划代码',
        '编码',
        '统计代码',
        '区划编码',
        'code',
        'villagecode',
      ],
    },
    { field: 'township', required: false, heads: township },
    { field: 'community', required: false, heads: community },
    { field: 'grid', required: false, heads: grid },
    { field: 'name', required: false, heads: ['名称', '区划名称', '单位名称', 'name'] },
    { field: 'lng', required: false, heads: lng },
    { field: 'lat', required: false, heads: lat },
  ],
  buildings: [
    { field: 'township', required: false, heads: township },
    { field: 'community', required: true, heads: community },
    { field: 'grid', required: true, heads: grid },
    {
      field: 'building',
      required: true,
      heads: [
        '楼栋',
        '楼号',
        '楼栋号',
        '楼栋名称',
        '楼栋院落',
        '楼栋院',
        '栋号',
        '小区楼栋',
        '院落',
        '幢号',
        '幢',
        '楼',
        'building',
      ],
    },
    { field: 'entrance', required: false, heads: ['单元', '单元号', 'entrance'] },
    {
      field: 'door',
      required: false,
      heads: ['房号', '门牌号', '户号', '门牌', '房间号', '室号', '室', '门号', 'door', 'flat'],
    },
    { field: 'address', required: false, heads: address },
    {
      field: 'residents',
      required: false,
      heads: ['人口', '人数', '常住人口', '居住人数', '户内人口', '家庭人口', '人口数', 'residents'],
    },
    { field: 'floors', required: false, heads: ['层数', '楼层数', '总层数', 'floors'] },
    { field: 'entrances', required: false, heads: ['单元数', 'entrances'] },
    { field: 'flats', required: false, heads: ['每层户数', '每单元每层户数', '一层几户', 'flats'] },
    { field: 'lng', required: false, heads: lng },
    { field: 'lat', required: false, heads: lat },
  ],
  units: [
    {
      field: 'name',
      required: true,
      heads: ['单位名称', '单位', '单位全称', '名称', '部门', '部门名称', '机关单位', '工作单位', 'unit', 'name'],
    },
    { field: 'township', required: false, heads: township },
    {
      field: 'area',
      required: false,
      heads: [
        '所在社区',
        '驻地社区',
        '社区',
        '驻地',
        '单位驻地',
        '所在地',
        '所属社区',
        '所在社区村',
        '所属辖区',
        '辖区',
        'area',
        'community',
      ],
    },
    {
      field: 'registered',
      required: false,
      heads: ['报到社区', '双报到社区', '结对社区', '包联社区', '共建社区', '包联社区村', 'registered'],
    },
  ],
  persons: [
    {
      field: 'name',
      required: true,
      heads: [
        '姓名',
        '党员姓名',
        '人员姓名',
        '志愿者姓名',
        '干部姓名',
        '名字',
        '名单',
        '人员',
        '志愿者',
        'name',
        'fullname',
      ],
    },
    {
      field: 'phone',
      required: false,
      heads: [
        '手机号',
        '手机',
        '联系电话',
        '手机号码',
        '电话',
        '联系方式',
        '电话号码',
        '联系手机',
        '联系号码',
        '移动电话',
        '本人电话',
        'phone',
        'mobile',
        'tel',
      ],
    },
    {
      field: 'unit',
      required: false,
      heads: [
        '单位',
        '工作单位',
        '所在单位',
        '单位名称',
        '所属单位',
        '在职单位',
        '部门',
        '所在支部',
        '工作部门',
        '单位全称',
        'unit',
      ],
    },
    { field: 'township', required: false, heads: ['居住乡镇', '现住乡镇', ...township] },
    {
      field: 'home',
      required: false,
      heads: [
        '居住社区',
        '现居住社区',
        '居住地社区',
        '居住地',
        '现居住地',
        '所住社区',
        '家庭住址社区',
        '居住村社区',
        '居住小区',
        '居住社区村',
        '常住社区',
        '所在社区',
        ...community,
        'home',
      ],
    },
    { field: 'address', required: false, heads: address },
    {
      field: 'skills',
      required: false,
      heads: ['特长', '技能', '专长', '服务特长', '个人特长', '技能特长', '专业特长', '服务类别', 'skills'],
    },
    {
      field: 'availability',
      required: false,
      heads: [
        '可服务时间',
        '服务时间',
        '空闲时间',
        '可用时间',
        '可参与时间',
        '参与时间',
        '服务的时间',
        '可参加时间',
        '方便的时间',
        '时间安排',
        'availability',
      ],
    },
    { field: 'registered', required: false, heads: ['报到社区', '双报到社区', '已报到社区', '报到地', 'registered'] },
  ],
}

export const kinds = Object.keys(fields) as ListKind[]
