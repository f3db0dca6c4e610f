import './console.css';
import './ui/parts.css';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { App } from './App.js';
import { addressOf } from './navigation.js';

// The page's policy forbids code made from text, which zod would otherwise try once.
z.config({ jitless: true });

// What the browser loads later, as the icon, is found from wherever the page has gone by then.
const base = document.querySelector('base') ?? document.head.appendChild(document.createElement('base'));
base.href = addressOf('');

const place = document.getElementById('console');
if (place !== null) createRoot(place).render(<App />);
