import { group } from './types';

const component = 'component' as const;
const resource = 'resource' as const;

/** Language models, what serves and watches them, and the stores and platforms of machine learning. */
export const ai = [
  ...group({ kind: component, type: 'external-service' }, [
    ['=Claude', 'Anthropic Claude', 'Claude API'],
    ['Mistral AI', '=Mistral', 'Mistral API'],
    ['Groq', 'GroqCloud'],
    ['Together AI'],
    ['=Replicate', 'Replicate API'],
    ['DeepSeek', 'DeepSeek API'],
    ['=Perplexity', 'Perplexity API'],
    ['OpenRouter'],
    ['AssemblyAI'],
    ['LangSmith'],
    ['Langfuse'],
    ['Helicone'],
    ['Arize', 'Arize AI', 'Arize Phoenix'],
    ['Weights & Biases', 'W&B', '=wandb'],
  ]),
  ...group({ kind: component, type: 'service' }, [
    ['LiteLLM', 'LiteLLM proxy'],
    ['Text Generation Inference', '=TGI'],
    ['Kubeflow', 'Kubeflow Pipelines'],
    ['Ray Serve'],
    ['KServe'],
    ['Seldon Core', '=Seldon'],
    ['BentoML'],
    ['=Whisper', 'OpenAI Whisper'],
  ]),
  ...group({ kind: resource, type: 'external-resource' }, [
    ['Azure AI Foundry', 'Azure AI Studio'],
    ['Azure AI Vision', 'Azure Computer Vision'],
    ['Azure AI Speech', 'Azure Speech'],
    ['Document AI', 'Google Document AI'],
    ['Vision AI', 'Cloud Vision', 'Cloud Vision API', 'Google Vision API'],
    ['Cloud Speech-to-Text', 'Google Speech-to-Text'],
    ['Cloud Translation', 'Cloud Translation API', 'Google Translate'],
  ]),
  ...group({ kind: resource, type: 'database' }, [
    ['LanceDB'],
    ['Marqo'],
    ['Zilliz', 'Zilliz Cloud'],
    ['=Vespa', 'Vespa.ai'],
    ['=Feast', 'Feast feature store'],
    ['Tecton'],
  ]),
];
