import { Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { exact } from './resources';
import { given } from '../naming/given';

/** Fields that cdk8s-plus does not cover. */
interface Fields extends Partial<kplus.k8s.Container> {
  /** Of a field of a field, which would else have to be written whole. */
  readonly livenessGracePeriod?: Duration;
}

/** What was asked for of one container, beyond what cdk8s-plus remembers. */
interface Wish {
  /** As the user wrote it; unknown for a container that was made elsewhere and attached. */
  readonly asked?: kplus.ContainerProps;
  readonly fields?: Fields;
}

/** What was asked for of the containers of a backend. */
export class ContainerWishes {
  private readonly wishes = new Map<kplus.Container, Wish>();

  public remember(asked: kplus.ContainerProps, container: kplus.Container): kplus.Container {
    this.wishes.set(container, { asked });
    return container;
  }

  public extend(container: kplus.Container, fields: Fields): void {
    const known = this.wishes.get(container);
    this.wishes.set(container, { ...known, fields: { ...known?.fields, ...given(fields) } });
  }

  public attach(container: kplus.Container, device: kplus.k8s.VolumeDevice): void {
    this.extend(container, { volumeDevices: [...this.wishes.get(container)?.fields?.volumeDevices ?? [], device] });
  }

  /** The containers that cdk8s-plus wrote, in the order of those they were written from, as they were asked for. */
  public grant(written: kplus.k8s.Container[], containers: readonly kplus.Container[]): kplus.k8s.Container[] {
    return written.map((each, i) => containerSpec(each, this.wishes.get(containers[i]!) ?? {}));
  }
}

/** The container that cdk8s-plus wrote, restricted, without the defaults that it adds and nobody asked for; see docs/decisions/0004. */
function containerSpec(
  written: kplus.k8s.Container,
  { asked, fields: { livenessGracePeriod, ...fields } = {} }: Wish,
): kplus.k8s.Container {
  const spec: kplus.k8s.Container = {
    ...written,
    imagePullPolicy: asked === undefined ? written.imagePullPolicy : asked.imagePullPolicy,
    startupProbe: asked !== undefined && asked.startup === undefined ? undefined : written.startupProbe,
    securityContext: containerSecurity(written.securityContext!),
    ...fields,
  };
  const probe = spec.livenessProbe;
  if (probe === undefined) return spec;
  return {
    ...spec,
    livenessProbe: { ...probe, terminationGracePeriodSeconds: probe.terminationGracePeriodSeconds ?? livenessGracePeriod?.toSeconds() },
  };
}

/** What Pod Security `restricted` wants of each container; what the pod says for all of them is not said again. */
function containerSecurity(written: kplus.k8s.SecurityContext): kplus.k8s.SecurityContext {
  const { add, drop } = written.capabilities ?? {};
  return {
    ...written,
    privileged: written.privileged ? true : undefined,
    allowPrivilegeEscalation: written.privileged ? undefined : written.allowPrivilegeEscalation,
    runAsNonRoot: written.runAsNonRoot ? undefined : false,
    capabilities: { add, drop: drop ?? ['ALL'] },
  };
}

/** As cdk8s-plus is told of it: it has resources of its own for a container that asks for none, and reads variables that are not there. */
export function asGiven(container: kplus.ContainerProps): kplus.ContainerProps {
  return { ...container, resources: exact(container.resources), envVariables: given(container.envVariables ?? {}) };
}
