"""All stacks of an environment, one after the other: change sets, the migration before the roll, the roll, and the way back."""

import concurrent.futures

from botocore.exceptions import BotoCoreError, ClientError

from deploy import changes, secrets, tasks, templates
from deploy.stacks import IMAGE
from deploy.templates import Mistake


# The stack with the roles by which workflows deploy.
DELIVERY = "delivery"


class Deployment:
    """One run. `agree` is asked before something is changed; `say` tells what goes on."""

    def __init__(self, environment, session, say, agree):
        self.environment = environment
        self.session = session
        self.say = say
        self.agree = agree
        self.rolled = []

    def client(self, service, region=None):
        """A client of the environment's region, or of another."""
        return self.session.client(service, region_name=region or self.environment.region)

    def cloudformation(self, stack):
        """The client that makes a stack."""
        return self.client("cloudformation", stack.region)

    def outputs(self, name):
        """The outputs of a stack of this environment."""
        stack = self.environment.stack(name)
        return changes.outputs(self.cloudformation(stack), stack.full_name)

    def parameters(self, stack, image):
        """All parameters of a stack, or None while it waits for an image."""
        given = dict(stack.parameters)
        for parameter, (source, output) in stack.inputs.items():
            found = self.outputs(source)
            if output not in found:
                raise Mistake(f"{stack.name}: the stack {source} has no output {output} yet.")
            given[parameter] = found[output]
        if stack.takes_image:
            given[IMAGE] = image or self.present_image(stack)
            if given[IMAGE] is None:
                return None
        return given

    def present_image(self, stack):
        """The image that a stack runs now."""
        state = changes.state(self.cloudformation(stack), stack.full_name)
        return state.parameters.get(IMAGE) if state else None

    def role(self, stack):
        """CloudFormation's role for a stack, where the environment has one; the stack that has the role is made without."""
        if stack.name == DELIVERY or not self.environment.has(DELIVERY):
            return None
        return self.outputs(DELIVERY).get("StackRoleArn")

    def prepare(self, stack, image):
        """The stack's change set; None where nothing changes. Refused where it would throw away what people have given us."""
        given = self.parameters(stack, image)
        if given is None:
            raise Mistake(f"{stack.name} needs an image.")
        try:
            body = templates.body(stack.template)
            change_set = changes.prepare(self.cloudformation(stack), stack.full_name, body, given, self.role(stack))
        except ClientError as error:
            raise Mistake(f"{stack.name}: {error.response['Error']['Message']}") from None
        if change_set is not None and change_set.losses():
            lines = "\n".join(f"  {line}" for line in change_set.losses())
            change_set.discard()
            raise Mistake(f"{stack.name}: this would lose what it holds:\n{lines}\nMove the data first, and change the stack by hand.")
        return change_set

    def plan(self, image):
        """What a deployment would change: the lines of each stack. Nothing is left behind."""
        planned = {}
        for stack in self.environment.stacks:
            try:
                if self.parameters(stack, image) is None:
                    planned[stack.name] = ["waits for an image"]
                    continue
                change_set = self.prepare(stack, image)
            except Mistake as mistake:
                if changes.state(self.cloudformation(stack), stack.full_name) is not None:
                    raise
                planned[stack.name] = [f"is made later: {mistake}"]
                continue
            planned[stack.name] = change_set.lines() if change_set else []
            if change_set:
                change_set.discard()
        return planned

    def run(self, image, reviewed=None):
        """Deploys everything. What has to be done by hand before it can go on, as texts; none where all stacks stand."""
        for group in self._groups():
            try:
                self._group(group, image, reviewed)
            except Exception:
                self.back()
                raise
            if group[0].name == "secrets":
                waiting = self.by_hand(image)
                if waiting:
                    return waiting
        return []

    def by_hand(self, image):
        """What nobody but the operator can do: secrets, the image, and before the first certificate the names' delegation."""
        name = self.environment.name
        waiting = [f"fill the secret {secret}: script/infra secret {name} {secret}" for secret in secrets.empty(self)]
        services = next(stack for stack in self.environment.stacks if stack.takes_image)
        if image is None and self.present_image(services) is None:
            waiting.append(f"push an image to {self.outputs('registry')['RepositoryUri']} and deploy with --image")
        servers = self.outputs("zone").get("NameServers")
        if waiting and servers and changes.describe(self.cloudformation(services), services.full_name) is None:
            waiting.append(f"have the parent domain delegate the site's name to {servers}")
        return waiting

    def _groups(self):
        """Neighbours of the same template: of them the first goes alone, so that what is broken breaks one service only."""
        groups = []
        for stack in self.environment.stacks:
            if groups and groups[-1][-1].template == stack.template and stack.takes_image:
                groups[-1].append(stack)
            else:
                groups.append([stack])
        return [part for group in groups for part in ([group[:1], group[1:]] if len(group) > 1 else [group])]

    def _group(self, group, image, reviewed):
        prepared = []
        for stack in group:
            before = changes.state(self.cloudformation(stack), stack.full_name)
            change_set = self.prepare(stack, image)
            lines = change_set.lines() if change_set else []
            if reviewed is not None and lines != reviewed.get(stack.name) and not _was_waiting(reviewed.get(stack.name)):
                if change_set:
                    change_set.discard()
                raise Mistake(f"{stack.name}: other changes than those that were reviewed. Plan again.")
            self.say(f"{stack.name}: {_how_many(change_set)}")
            for line in lines:
                self.say(f"    {line}")
            if change_set:
                prepared.append((stack, before, change_set))
        if prepared and not self.agree(", ".join(stack.name for stack, _, _ in prepared)):
            for _, _, change_set in prepared:
                change_set.discard()
            raise Mistake("Not agreed: nothing more was changed.")
        self._execute(prepared)
        for stack in group:
            # Also where nothing changed: the task may have failed the last time, and does nothing where nothing is to be done.
            if stack.run:
                tasks.run(self, stack)

    def _execute(self, prepared):
        with concurrent.futures.ThreadPoolExecutor(max_workers=len(prepared) or 1) as pool:
            jobs = [(stack, before, pool.submit(change_set.execute)) for stack, before, change_set in prepared]
        mistakes = []
        for stack, before, job in jobs:
            try:
                job.result()
                self.say(f"{stack.name}: done")
                if stack.takes_image and not stack.run and before is not None:
                    self.rolled.append((stack, before))
            except (Mistake, BotoCoreError, ClientError) as mistake:
                mistakes.append(f"{stack.name}: {mistake}" if stack.name not in str(mistake) else str(mistake))
        if mistakes:
            raise Mistake("\n".join(mistakes))

    def back(self):
        """Services that this run had rolled go back to what they were. (A stack that failed has gone back by itself.)"""
        undo, self.rolled = self.rolled[::-1], []
        prepared = []
        for stack, before in undo:
            change_set = changes.prepare(self.cloudformation(stack), stack.full_name, before.body, before.parameters, self.role(stack))
            if change_set:
                self.say(f"{stack.name}: back to {before.parameters.get(IMAGE)}")
                prepared.append((stack, None, change_set))
        if prepared:
            self._execute(prepared)


def _how_many(change_set):
    if change_set is None:
        return "nothing to change"
    return f"{len(change_set.changes)} changes" if change_set.changes else "its outputs change"


def _was_waiting(lines):
    """Whether a plan couldn't know a stack's changes yet."""
    return lines is not None and len(lines) == 1 and (lines[0].startswith("is made later") or lines[0] == "waits for an image")
