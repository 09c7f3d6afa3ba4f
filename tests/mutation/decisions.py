"""The small changes of behaviour that a mutation run makes: only of decisions, never of words.

mutmut's own list also rewords sentences and drops arguments; nearly all of those fall to any test that calls the
function, and they make nine tenths of a run. What is left here is what a reviewer asks: is it "less" or "not more",
does each half of this condition matter, is it the first or the last, does this filter keep anything out?
"""

from __future__ import annotations

from collections.abc import Iterable

import libcst as cst
from mutmut.mutation import mutators

_SWAPPED = {"min": "max", "max": "min", "any": "all", "all": "any"}


def one_less(node: cst.Integer) -> Iterable[cst.BaseExpression]:
    """``x[0]`` becomes ``x[-1]``, a limit of 12 becomes 11; mutmut's own adds one."""
    value = node.evaluated_value - 1
    yield node.with_changes(value=str(value)) if value >= 0 else cst.UnaryOperation(cst.Minus(), cst.Integer("1"))


def either_half(node: cst.BooleanOperation) -> Iterable[cst.BaseExpression]:
    """``a and b`` becomes ``a``, and ``b``: each half has to matter to some test."""
    yield node.left
    yield node.right


def the_other_way_round(node: cst.If) -> Iterable[cst.If]:
    """``if found:`` becomes ``if not found:``, where no comparison in it is changed anyhow."""
    if isinstance(node.test, cst.Name | cst.Call | cst.Attribute | cst.NamedExpr | cst.Subscript):
        test = node.test if node.test.lpar else node.test.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])
        yield node.with_changes(test=cst.UnaryOperation(cst.Not(), test))


def without_a_filter(node: cst.CompFor) -> Iterable[cst.CompFor]:
    """A comprehension keeps what one of its conditions would have kept out."""
    for at in range(len(node.ifs)):
        yield node.with_changes(ifs=[*node.ifs[:at], *node.ifs[at + 1 :]])


def the_other_of_two(node: cst.Call) -> Iterable[cst.Call]:
    """The least for the greatest, any for all; a sorted list as it came."""
    if isinstance(node.func, cst.Name) and node.func.value in _SWAPPED:
        yield node.with_changes(func=cst.Name(_SWAPPED[node.func.value]))
    if isinstance(node.func, cst.Name) and node.func.value == "sorted":
        yield node.with_changes(func=cst.Name("list"), args=node.args[:1])


def compared(node: cst.CSTNode) -> Iterable[cst.CSTNode]:
    """mutmut's swap of operators, but for ``and`` and ``or``: dropping either half asks more."""
    return () if isinstance(node, cst.BooleanOperation) else mutators.operator_swap_op(node)


DECISIONS: list[tuple[type, object]] = [
    (cst.BaseNumber, mutators.operator_number),
    (cst.Integer, one_less),
    (cst.Name, mutators.operator_name),
    (cst.AugAssign, mutators.operator_augmented_assignment),
    (cst.UnaryOperation, mutators.operator_remove_unary_ops),
    (cst.Call, mutators.operator_symmetric_string_methods_swap),
    (cst.CSTNode, mutators.operator_keywords),
    (cst.CSTNode, compared),
    (cst.IfExp, mutators.operator_if_exp),
    (cst.BooleanOperation, either_half),
    (cst.If, the_other_way_round),
    (cst.CompFor, without_a_filter),
    (cst.Call, the_other_of_two),
]


def only_decisions() -> None:
    """Let mutmut make these changes and no others, in this process and those it forks."""
    mutators.mutation_operators[:] = DECISIONS  # type: ignore[index]
