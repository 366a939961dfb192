import type { Deployment, Model } from '@invoice-ml/contracts'
import type { StoredDeployment, StoredModel } from '@invoice-ml/storage'

/** A model as clients see it. */
export function presentModel(model: StoredModel, isServing: boolean): Model {
  const { version, name, createdAt, sizeBytes, manifest } = model
  return {
    model_version: version,
    name,
    created_at: createdAt.toISOString(),
    is_serving: isServing,
    sha256: manifest.sha256,
    size_bytes: sizeBytes,
    labels: manifest.labels,
    metrics: manifest.metrics,
  }
}

/** An entry of what served when, as clients see it. */
export function presentDeployment(deployment: StoredDeployment): Deployment {
  return {
    deployment_id: deployment.id,
    model_version: deployment.modelVersion,
    previous_version: deployment.previousVersion,
    reason: deployment.reason,
    training_id: deployment.trainingId,
    actor: deployment.actor,
    detail: deployment.detail,
    deployed_at: deployment.createdAt.toISOString(),
  }
}
