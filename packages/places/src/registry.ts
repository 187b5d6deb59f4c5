import type { Form } from './form.ts';
import { guangzhouForms } from './guangdong-guangzhou/forms/index.ts';
import { guangzhou } from './guangdong-guangzhou/profile.ts';
import { jieyangForms } from './guangdong-jieyang/forms/index.ts';
import { jieyang } from './guangdong-jieyang/profile.ts';
import { kaipingForms } from './hebei-kaiping/forms/index.ts';
import { kaiping } from './hebei-kaiping/profile.ts';
import { jiangsuForms } from './jiangsu/forms/index.ts';
import { jiangsu } from './jiangsu/profile.ts';
import { nationalForms } from './national/forms/index.ts';
import { national } from './national/profile.ts';
import { pingluoForms } from './ningxia-pingluo/forms/index.ts';
import { pingluo } from './ningxia-pingluo/profile.ts';
import type { ProfileSource } from './types.ts';

/** A place: one folder with its profile and its official forms. */
export interface Place {
  id: string;
  adcode?: string;
  name: string;
  profile: ProfileSource;
  forms: readonly Form[];
}

function place(profile: ProfileSource, forms: readonly Form[]): Place {
  const { id, adcode, name } = profile;
  return { id, ...(adcode ? { adcode } : {}), name, profile, forms };
}

/** All places that have a folder; the nation first. A new place is a new folder and one line here. */
export const places: readonly Place[] = [
  place(national, nationalForms),
  place(jiangsu, jiangsuForms),
  place(jieyang, jieyangForms),
  place(guangzhou, guangzhouForms),
  place(kaiping, kaipingForms),
  place(pingluo, pingluoForms),
];

export function placeById(id: string): Place | undefined {
  return places.find((p) => p.id === id);
}

export function placeByAdcode(adcode: string): Place | undefined {
  return places.find((p) => p.adcode === adcode);
}
