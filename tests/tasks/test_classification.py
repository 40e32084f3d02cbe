"""Classification: independent of batch and order, honest probabilities, what is out of scope."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from nlpseq.bundle import Bundle, read_bundle, write_bundle
from nlpseq.config import CorpusSpec, DecodingConfig
from nlpseq.data.classes import ClassSet
from nlpseq.data.examples import Labelled
from nlpseq.errors import InputError
from nlpseq.evaluation.calibration import softmax
from nlpseq.inference.classified import Classified
from nlpseq.inference.corpus import classify_lines
from nlpseq.inference.labelled import score_labels
from nlpseq.inference.pipeline import Pipeline
from nlpseq.inference.repl import Session
from nlpseq.model import SharedModel
from nlpseq.modules.classifier import POOLINGS, LastPooling
from nlpseq.tasks.classification import ClassificationPrediction, ClassificationTask
from nlpseq.training.finish import finished_bundle
from nlpseq.training.loop import Updated, Validated, train
from tests.helpers import (
    GREEDY,
    LABELLED,
    MODEL,
    NO_DROPOUT_CLASSIFICATION,
    NO_DROPOUT_TAGGING,
    NO_DROPOUT_TRANSLATION,
    TAGGED,
    prepared_run,
    tiny_classes,
    tiny_config,
    tiny_labels,
    tiny_model,
    tiny_tokenizer,
    write_labelled,
    write_tagged,
)

ONE_BATCH, ONE_BY_ONE = DecodingConfig(batch_tokens=4096), DecodingConfig(batch_tokens=1)
TEXTS = [e.text for e in LABELLED] + ["", "  ", "Teddy " * 9, "東京 🙂", "\u2028", "Bonn"]
WITH_OUT_OF_SCOPE = {"out_of_scope": "other"}


def task_and_model(
    calibration: Mapping[str, float] | None = None, **changes: object
) -> tuple[ClassificationTask, SharedModel]:
    """A random classifier with decided opinions."""
    torch.manual_seed(4)
    config = replace(NO_DROPOUT_CLASSIFICATION, **changes)
    task = ClassificationTask(
        "classification", config, tiny_tokenizer(), tiny_classes(config), calibration
    )
    model = tiny_model(classification=config)
    with torch.no_grad():
        model.heads["classification"].output.weight.mul_(6.0)
    return task, model


def predicted(
    task: ClassificationTask, model: SharedModel, texts: list[str], decoding: DecodingConfig
) -> list[ClassificationPrediction]:
    return task.predict(model, task.encode_texts(texts), decoding)


def bundle_of(task: ClassificationTask, model: SharedModel) -> Bundle:
    """The classifier as it would be written."""
    return Bundle(
        model=MODEL,
        heads={"classification": task.config},
        languages={"classification": ("en", "")},
        decoding=GREEDY,
        labels={"classification": task.classes},
        tokenizer=tiny_tokenizer(),
        weights={name: tensor.numpy() for name, tensor in model.state_dict().items()},
        calibration={"classification": {"temperature": task.temperature}},
    )


@pytest.mark.parametrize("pooling", list(POOLINGS))
def test_predictions_do_not_depend_on_batch_and_order(pooling: str) -> None:
    task, model = task_and_model(pooling=pooling)
    together = predicted(task, model, TEXTS, ONE_BATCH)
    alone = predicted(task, model, TEXTS, ONE_BY_ONE)
    turned = predicted(task, model, TEXTS[::-1], ONE_BATCH)[::-1]
    assert len({prediction.label for prediction in together}) > 1
    for other in (alone, turned):
        assert [p.label for p in other] == [p.label for p in together]
        for left, right in zip(other, together, strict=True):
            np.testing.assert_allclose(left.probs, right.probs, atol=1e-5)


def test_every_text_has_a_label_and_probabilities_that_sum_to_one() -> None:
    task, model = task_and_model()
    for prediction in predicted(task, model, TEXTS, ONE_BATCH):
        assert prediction.label == task.classes.names[prediction.probs.argmax()]
        assert prediction.prob == prediction.probs.max()
        assert prediction.probs.sum() == pytest.approx(1.0)
    assert predicted(task, model, [], ONE_BATCH) == []


def test_each_direction_ends_where_it_has_read_all() -> None:
    states = torch.arange(24.0).view(1, 4, 6)
    mask = torch.tensor([[True, True, True, False]])
    both = LastPooling(state_size=6, bidirectional=True)
    assert both(states, mask).tolist() == [[12.0, 13.0, 14.0, 3.0, 4.0, 5.0]]
    right = LastPooling(state_size=6, bidirectional=False)
    assert right(states, mask).tolist() == [[12.0, 13.0, 14.0, 15.0, 16.0, 17.0]]


def test_eight_texts_are_learnt_by_heart() -> None:
    task, model = task_and_model()
    items = task.encode(LABELLED)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
    losses = []
    for _ in range(60):
        loss = task.loss(model.train(), task.collate(items, model))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    assert losses[-1] < 0.05 * losses[0]
    predictions = task.predict(model, items, ONE_BATCH)
    assert task.score(predictions, LABELLED) == {"accuracy": 100.0, "macro_f1": 100.0}


def test_the_gradient_reaches_the_pieces_that_were_read() -> None:
    task, model = task_and_model()
    items = task.encode(LABELLED[:1])
    task.loss(model, task.collate(items, model)).backward()
    gradient = model.embedding.weight.grad
    assert gradient is not None
    read = set(gradient.any(dim=1).nonzero().flatten().tolist())
    assert read == {piece for ids in tiny_tokenizer().encode_words(items[0].words) for piece in ids}


def test_stored_and_read_again_an_item_is_the_same() -> None:
    task, _ = task_and_model()
    for item in task.encode([*LABELLED, Labelled("", "other")]):
        again = task.unpack(task.pack(item))
        assert again == item
        assert (task.size(item), task.num_targets(item)) == (len(item.words), 1)
    assert task.encode([Labelled("", "other")])[0].words == ("",)


def test_labels_are_learnt_up_to_the_separator() -> None:
    task, _ = task_and_model(label_separator=":")
    assert task.classes == ClassSet(("PERSON", "PLACE", "other"))
    assert task.true_labels(LABELLED)[:3] == ["PLACE", "PLACE", "PERSON"]
    assert [item.label for item in task.encode(LABELLED)][:3] == [1, 1, 0]
    assert tiny_classes().names == ("PERSON", "PLACE:city", "PLACE:home", "other")


def test_of_several_labels_the_first_is_learnt_and_each_is_right() -> None:
    labels = ("PERSON", "other+PERSON", "other+PLACE")
    examples = [Labelled("who", label) for label in labels]
    config = replace(NO_DROPOUT_CLASSIFICATION, label_joiner="+")
    classes = ClassificationTask.class_set(examples, config)
    assert classes.names == ("PERSON", "other")  # PLACE is never the first
    task = ClassificationTask("classification", config, tiny_tokenizer(), classes)
    assert [item.label for item in task.encode(examples)] == [0, 1, 1]
    persons = [ClassificationPrediction("PERSON", 1.0, np.array([1.0, 0.0]))] * 3
    assert task.true_labels(examples, persons) == ["PERSON", "PERSON", "other"]
    assert task.score(persons, examples)["accuracy"] == pytest.approx(200 / 3)


def test_two_heads_learn_one_encoder() -> None:
    torch.manual_seed(2)
    tagging = replace(NO_DROPOUT_TAGGING, hidden_size=6)
    config = replace(NO_DROPOUT_CLASSIFICATION, reads="tagging", sampling_alpha=0.5, char_size=0)
    model = tiny_model(tagging=tagging, classification=config)
    task = ClassificationTask("classification", config, tiny_tokenizer(), tiny_classes())
    assert task.heads_read == ("classification", "tagging")
    assert model.heads["classification"].reader is None
    items = task.encode(LABELLED)
    assert task.collate(items, model).words.characters is not None  # as the tagger reads them
    task.loss(model, task.collate(items, model)).backward()
    for name, parameter in model.heads["tagging"].encoder.named_parameters():
        assert parameter.grad is not None, name
        assert parameter.grad.any(), name
    model.heads["tagging"].train()  # prediction knows no dropout, in whichever head it is
    first, second = (task.predict(model, items, ONE_BATCH) for _ in range(2))
    assert [p.probs.tolist() for p in first] == [p.probs.tolist() for p in second]


@pytest.mark.parametrize("reads", ["translation", "nothing"])
def test_a_classifier_reads_no_head_but_a_tagger(reads: str) -> None:
    with pytest.raises(InputError, match="expected a tagging head of the run: tagging") as error:
        tiny_model(
            tagging=NO_DROPOUT_TAGGING,
            translation=NO_DROPOUT_TRANSLATION,
            classification=replace(NO_DROPOUT_CLASSIFICATION, reads=reads),
        )
    assert f"task.classification.reads={reads}" in str(error.value)


def test_weights_of_another_model_are_refused() -> None:
    task, model = task_and_model()
    bundle = bundle_of(task, model)
    bundle.weights.pop("heads.classification.output.bias")
    with pytest.raises(InputError, match=r"do not fit the settings.*output\.bias"):
        _ = Pipeline(bundle).model


def test_an_unknown_label_is_told_with_the_nearest() -> None:
    task, _ = task_and_model()
    with pytest.raises(InputError, match="unknown label: found 'person'"):
        task.encode([Labelled("who", "person")])
    with pytest.raises(InputError, match=r"found 'othr'.*did you mean 'other'"):
        tiny_classes(replace(NO_DROPOUT_CLASSIFICATION, out_of_scope="othr"))
    for names in ((), ("a", "a")):
        with pytest.raises(InputError, match="not a set of classes"):
            ClassSet(names)


def test_an_unknown_pooling_lists_the_known_ones() -> None:
    with pytest.raises(InputError, match="expected one of attention, last, max, mean"):
        task_and_model(pooling="sum")


def test_calibration_makes_the_held_out_labels_likelier() -> None:
    task, model = task_and_model()
    items = task.encode(LABELLED)
    fitted = task.calibrate(model, items, ONE_BATCH)
    assert fitted.keys() == {"temperature"}
    calibrated, _ = task_and_model(fitted)

    def surprise(by: ClassificationTask) -> float:
        predictions = by.predict(model, items, ONE_BATCH)
        probs = [p.probs[item.label] for p, item in zip(predictions, items, strict=True)]
        return float(-np.log(probs).mean())

    assert surprise(calibrated) < surprise(task)
    labels = [[p.label for p in t.predict(model, items, ONE_BATCH)] for t in (task, calibrated)]
    assert labels[0] == labels[1]


def test_a_threshold_decides_what_is_out_of_scope() -> None:
    task, model = task_and_model(**WITH_OUT_OF_SCOPE)
    fitted = task.calibrate(model, task.encode(LABELLED), ONE_BATCH)
    assert fitted.keys() == {"temperature", "threshold"}
    for threshold in (0.0, fitted["threshold"], 2.0):
        decided, _ = task_and_model(fitted | {"threshold": threshold}, **WITH_OUT_OF_SCOPE)
        predictions = predicted(decided, model, TEXTS, ONE_BATCH)
        for prediction, strangeness in zip(
            predictions, decided.strangeness(predictions), strict=True
        ):
            assert strangeness == pytest.approx(1 - prediction.probs[:-1].max())
            assert (prediction.label == "other") == (strangeness >= threshold)
            assert prediction.prob == prediction.probs[task.classes.encode([prediction.label])[0]]
    assert task.strangeness([]) == task_and_model()[0].strangeness(predictions) == []


def test_without_held_out_texts_of_both_kinds_there_is_no_threshold() -> None:
    task, model = task_and_model(**WITH_OUT_OF_SCOPE)
    for examples in (LABELLED[:4], LABELLED[5:]):
        fitted = task.calibrate(model, task.encode(examples), ONE_BATCH)
        assert fitted.keys() == {"temperature"}


def test_a_bundle_keeps_classes_and_temperature(tmp_path: Path) -> None:
    task, model = task_and_model({"temperature": 2.5})
    bundle = bundle_of(task, model)
    write_bundle(tmp_path / "bundle", bundle)
    read = read_bundle(tmp_path / "bundle")
    assert read.labels == {"classification": tiny_classes()}
    assert read.heads == bundle.heads
    assert read.calibration == {"classification": {"temperature": 2.5}}
    found = Pipeline(read).label_texts(TEXTS)
    for left, right in zip(found, predicted(task, model, TEXTS, ONE_BATCH), strict=True):
        assert left.label == right.label
        np.testing.assert_allclose(left.probs, right.probs, atol=1e-5)


def test_a_text_alone_and_in_a_list_are_classified_alike() -> None:
    task, model = task_and_model()
    pipeline = Pipeline(bundle_of(task, model))
    for text, found in zip(TEXTS, pipeline.classify(TEXTS), strict=True):
        alone = pipeline.classify(text)
        assert (alone.text, alone.label) == (text, found.label)
        assert alone.prob == pytest.approx(found.prob, abs=1e-5)
        assert found.ranking[0] == (found.label, found.prob)
        assert sorted(label for label, _ in found.ranking) == sorted(task.classes.names)
        probs = [prob for _, prob in found.ranking]
        assert probs == sorted(probs, reverse=True)
    assert pipeline.classify([]) == []
    assert list(classify_lines(pipeline, TEXTS)) == [
        f"{found.label}\t{found.prob:.6f}" for found in pipeline.classify(TEXTS)
    ]


def test_the_answer_leads_the_ranking_even_if_another_label_is_likelier() -> None:
    task, model = task_and_model(**WITH_OUT_OF_SCOPE)
    bundle = bundle_of(task, model)
    bundle.calibration["classification"]["threshold"] = 0.0
    found = Pipeline(bundle).classify(TEXTS)
    assert {classified.label for classified in found} == {"other"}
    assert all(classified.ranking[0][0] == "other" for classified in found)
    assert any(classified.ranking[1][1] > classified.prob for classified in found)


def test_scores_of_labelled_texts() -> None:
    task, model = task_and_model(**WITH_OUT_OF_SCOPE)
    pipeline = Pipeline(bundle_of(task, model))
    scores, apart = score_labels(pipeline, LABELLED)
    right = [
        found.label == e.label for found, e in zip(classified(pipeline), LABELLED, strict=True)
    ]
    assert scores.accuracy == pytest.approx(100 * np.mean(right))
    assert apart is not None
    assert (apart.support, apart.threshold) == (3, None)
    assert apart.in_scope_accuracy == pytest.approx(100 * np.mean(right[:5]))
    assert score_labels(pipeline, LABELLED[:5])[1] is None  # none of them is out of scope
    plain, model = task_and_model()
    assert score_labels(Pipeline(bundle_of(plain, model)), LABELLED)[1] is None


def classified(pipeline: Pipeline) -> list[Classified]:
    """What a bundle makes of the tiny corpus."""
    return pipeline.classify([example.text for example in LABELLED])


def test_a_bundle_without_a_classifier_says_what_it_has() -> None:
    model = tiny_model(tagging=NO_DROPOUT_TAGGING)
    bundle = Bundle(
        model=MODEL,
        heads={"tagging": NO_DROPOUT_TAGGING},
        languages={"tagging": ("en", "")},
        decoding=GREEDY,
        labels={"tagging": tiny_labels()},
        tokenizer=tiny_tokenizer(),
        weights={name: tensor.numpy() for name, tensor in model.state_dict().items()},
    )
    with pytest.raises(InputError) as error:
        Pipeline(bundle).classify("Anna")
    assert str(error.value) == (
        "the bundle cannot do classification: found heads for tagging; "
        "load a bundle that was trained with a corpus for classification"
    )


def test_the_prompt_tells_the_intent(tmp_path: Path) -> None:
    task, model = task_and_model()
    session = Session(Pipeline(bundle_of(task, model)), tmp_path)
    found = session.pipeline.classify("who reads a book ?")
    for line in (":intent who reads a book ?", "who reads a book ?"):
        (answer,) = session.respond(line).renderables
        others = ", ".join(f"{label} {prob:.2f}" for label, prob in found.ranking[1:3])
        assert str(answer) == f"= {found.label} {found.prob:.2f}   ({others})"
    assert session.mode == "both"
    session.respond(":intent")
    assert session.mode == "intent"


def test_a_tagger_and_a_classifier_learn_in_one_update(tmp_path: Path) -> None:
    tagged, labelled = (
        write_tagged(tmp_path, "tagged", TAGGED),
        write_labelled(tmp_path, "labelled", LABELLED),
    )
    corpora = {
        "tagging": CorpusSpec(train=tagged, valid=tagged, scheme="bio"),
        "intents": CorpusSpec(train=labelled, valid=labelled, reader="labelled"),
    }
    config = tiny_config(
        corpora,
        model__embedding_size=16,
        task__tagging__hidden_size=16,
        task__classification__out_of_scope="other",
        training__num_steps=60,
        training__validate_every=60,
        training__average="none",
        training__mixture_temperature=1e9,
    )
    prepared, run = prepared_run(config, tmp_path / "run")
    *updates, last, _ = train(prepared.setup, prepared.state)
    assert all(isinstance(event, Updated) and len(event.losses) == 2 for event in updates)
    assert isinstance(last, Validated)
    assert last.scores["intents.accuracy"] == 100.0
    run.save_best(prepared.state)
    bundle = finished_bundle(prepared, run)
    assert bundle.calibration["intents"].keys() == {"temperature", "threshold"}
    pipeline = Pipeline(bundle)
    assert pipeline.can("tagging")
    assert [found.label for found in classified(pipeline)] == [e.label for e in LABELLED]


def test_softmax_of_a_temperature() -> None:
    np.testing.assert_allclose(
        softmax(np.array([[2.0, 0.0]]), 2.0), softmax(np.array([[1.0, 0.0]]))
    )
