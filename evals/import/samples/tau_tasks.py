# A task file in the layout of tau-bench, written by us.
from tau_bench.types import Action, Task

TASKS_TEST = [
    Task(
        annotator="0",
        user_id="robin_1",
        instruction="You are Robin and you want to return order 123 "
        'because your "skin" is broken. You don\'t want an exchange.',
        actions=[
            Action(name="get_order_details", kwargs={"order_id": "#123"}),
            Action(
                name="return_delivered_order_items",
                kwargs={"order_id": "#123", "item_ids": ["1", "2"], "express": False, "note": None},
            ),
        ],
        outputs=[],
    ),
    Task(annotator="1", user_id="kim_2", instruction="You are Kim and want to know where order 126 is.", actions=[], outputs=["29.97"]),
]
